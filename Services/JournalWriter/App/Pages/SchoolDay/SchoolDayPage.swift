import Foundation
import School
import Web

/// A school's lessons of a day, for those who answer for its journals.
struct SchoolDayPage: Sendable {
    let frame: JournalFrame
    let day: Day
    let lessons: [LessonHead]
    /// Names of those who teach them.
    let teachers: [UUID: PersonName]

    var page: Page {
        frame.page(
            SchoolDayWords.title(frame.person.schoolName, day), section: .school, width: .wide
        ) { [self] html in
            html("nav", .class("row screen"), .label(DayWords.days)) { html in
                html("a", DayWords.previous, .class("button"), .href(link(day - 1)))
                html("a", DayWords.next, .class("button push"), .href(link(day + 1)))
            }
            if lessons.isEmpty { html("p", SchoolDayWords.empty) } else { table(&html) }
        }
    }

    private var time: SchoolTime { frame.person.time }

    private func link(_ day: Day) -> Link { frame.site.link(JournalPaths.schoolDay(day)) }

    private func table(_ html: inout HTML) {
        html("div", .class("scroll")) { html in
            html("table", .class("stack")) { html in
                html("thead") { html in
                    html("tr") { html in
                        for name in Self.columns { html("th", name, .scope("col")) }
                    }
                }
                html("tbody") { html in
                    for lesson in lessons { html("tr") { row(lesson, &$0) } }
                }
            }
        }
    }

    private static let columns = [
        SchoolDayWords.schoolClass, SchoolDayWords.lesson, SchoolDayWords.time, SchoolDayWords.course,
        LessonWords.teacher, JournalWords.topic, JournalWords.homework, JournalWords.roll,
    ]

    private func row(_ lesson: LessonHead, _ html: inout HTML) {
        html("th", JournalWords.group(lesson.group), .scope("row"))
        html("td", text: String(lesson.number), .column(SchoolDayWords.lesson))
        html("td", JournalWords.bells(lesson.start, lesson.end), .class("time"), .column(SchoolDayWords.time))
        html("td", .column(SchoolDayWords.course)) { html in
            html("a", text: lesson.course.name, .href(frame.site.link(JournalPaths.lesson(lesson.lesson))))
        }
        html("td", JournalWords.name(teachers[lesson.teacher]), .column(LessonWords.teacher))
        guard lesson.cancellation == nil else {
            return html("td", JournalWords.cancelled, .attribute("colspan", "3"), .class("quiet"))
        }
        let policy = lesson.course.policy
        let owesHomework = policy.homework == .expected && !policy.isExtracurricular
        let isOver = time.hasEnded(lesson.date, lesson.end)
        topic(lesson, isOver: isOver, &html)
        if lesson.homework == nil, !owesHomework {
            html("td", SchoolDayWords.notAsked, .class("quiet"), .column(JournalWords.homework))
        } else {
            state(lesson.homework != nil, isOver: isOver, JournalWords.homework, &html)
        }
        state(lesson.rollVersion > 0, isOver: isOver, JournalWords.roll, &html)
    }

    private func topic(_ lesson: LessonHead, isOver: Bool, _ html: inout HTML) {
        let counts = time.countsAsTopic(lesson.topicAt, of: lesson.date)
        guard lesson.topic != nil, !counts else { return state(counts, isOver: isOver, JournalWords.topic, &html) }
        html("td", SchoolDayWords.toConfirm, .class(isOver ? "due" : "quiet"), .column(JournalWords.topic))
    }

    /// What lacks after the bell stands out.
    private func state(_ isEntered: Bool, isOver: Bool, _ column: Phrase, _ html: inout HTML) {
        let names = isEntered ? "good" : isOver ? "due" : "quiet"
        html("td", isEntered ? SchoolDayWords.entered : LessonWords.notEntered, .class(names), .column(column))
    }
}
