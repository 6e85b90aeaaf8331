import School
import Web

/// One day of a week: its timetable, and what stands on it without a lesson.
struct DaySection {
    let day: DiaryDay
    let isToday: Bool

    /// Where on the page a day begins.
    static func id(of day: Day) -> String { "day-\(day)" }

    func write(_ html: inout HTML) {
        let heading = "d-\(day.day)"
        html("section", .class("card"), .id(Self.id(of: day.day)), .attribute("aria-labelledby", heading)) { html in
            html("h2", .id(heading), .class("sentence")) { html in
                html.text(DateWords.weekdayAndDay(day.day))
                if isToday { mark(WeekWords.today, &html) }
            }
            if day.isEmpty { html("p", WeekWords.noLessons, .class("quiet")) }
            if !day.lessons.isEmpty { timetable(&html) }
            apart(&html)
        }
    }

    private func mark(_ words: Phrase, _ html: inout HTML) {
        html.text(" ")
        html("span", words, .class("tag"))
    }

    private func timetable(_ html: inout HTML) {
        html("table", .class("stack timetable")) { html in
            html("thead") { html in
                html("tr") { html in
                    for words in [
                        WeekWords.lesson, WeekWords.course, WeekWords.homework, WeekWords.marks, WeekWords.attendance,
                    ] {
                        html("th", words, .scope("col"))
                    }
                }
            }
            html("tbody") { html in
                for line in day.lessons { LessonRow(line: line).write(&html) }
            }
        }
    }

    private func apart(_ html: inout HTML) {
        if !day.homework.isEmpty {
            html("h3", WeekWords.apartHomework)
            html("ul") { html in
                for homework in day.homework { html("li") { HomeworkText(homework, isApart: true).write(&$0) } }
            }
        }
        guard !day.marks.isEmpty else { return }
        html("h3", WeekWords.apartMarks)
        html("ul") { html in
            for mark in day.marks { html("li") { MarkText(mark, isApart: true).write(&$0) } }
        }
    }
}

/// One lesson of the timetable.
struct LessonRow {
    let line: DiaryDay.Line

    private var lesson: DiaryLesson { line.lesson }

    func write(_ html: inout HTML) {
        html("tr") { html in
            html("th", .scope("row")) { html in
                html.text("\(lesson.number). ")
                html("span", DateWords.time(lesson.start) + .data("–") + DateWords.time(lesson.end), .class("time"))
            }
            html("td") { course(&$0) }
            html("td", line.homework.isEmpty ? nil : .column(WeekWords.homework)) { html in
                for homework in line.homework { html("div") { HomeworkText(homework, isApart: false).write(&$0) } }
            }
            html("td", line.marks.isEmpty ? nil : .column(WeekWords.marks)) { html in
                for mark in line.marks { html("div") { MarkText(mark, isApart: false).write(&$0) } }
            }
            html("td", lesson.attendance == nil ? nil : .column(WeekWords.attendance)) { html in
                if let attendance = lesson.attendance { write(attendance, &html) }
            }
        }
    }

    private func course(_ html: inout HTML) {
        html("strong", text: lesson.courseName)
        if let group = lesson.groupName { html("span", text: " · \(group)", .class("quiet")) }
        if let teacher = lesson.teacher { html("div", text: teacher.full, .class("quiet")) }
        if let reason = lesson.cancellation {
            html("div", WeekWords.cancelled + .data(reason), .class("due"))
        }
        if let topic = lesson.topic { html("div", WeekWords.topic + .data(topic)) }
        // What a lesson that did not take place set holds no more.
        if let homework = lesson.homework, lesson.cancellation == nil {
            html("div", words(of: homework), .class("quiet"))
        }
    }

    private func words(of homework: SetHomework) -> Phrase {
        switch homework {
        case .none: WeekWords.homeworkNone
        case .due(let day): WeekWords.due(day)
        }
    }

    private func write(_ attendance: Attendance, _ html: inout HTML) {
        let names = attendance.code.isAbsence ? "late" : attendance.code == .late ? "due" : "quiet"
        html("span", EntryWords.attendance(attendance), .class(names))
    }
}
