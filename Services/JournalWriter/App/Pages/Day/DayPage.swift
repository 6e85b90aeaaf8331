import School
import Web

/// «Сегодня»: a teacher's lessons of a day, and what each still lacks.
struct DayPage: Sendable {
    /// A lesson with its duties; nil for a cancelled one.
    struct Lesson: Sendable {
        let head: LessonHead
        let duties: LessonDuties?
    }

    let frame: JournalFrame
    let day: Day
    let lessons: [Lesson]

    private var time: SchoolTime { frame.person.time }

    var page: Page {
        frame.page(
            DayWords.title(day, today: time.today), section: day == time.today ? .day : nil
        ) { [self] html in
            neighbours(&html)
            if lessons.isEmpty {
                html("p", DayWords.empty)
                if frame.person.readsSchool { toSchool(&html) }
            } else {
                summary(&html)
                for lesson in lessons { card(lesson, &html) }
            }
        }
    }

    /// Those who answer for the journals look at others' lessons.
    private func toSchool(_ html: inout HTML) {
        html("p") { $0("a", DayWords.toSchool, .href(frame.site.link(JournalPaths.schoolDay(day)))) }
    }

    private func summary(_ html: inout HTML) {
        let incomplete = lessons.filter { $0.duties?.isComplete == false }.count
        if incomplete == 0 {
            html("p", DutyWords.nothingOwed, .class("good"))
        } else {
            html("p", DayWords.owed(incomplete))
        }
    }

    private func neighbours(_ html: inout HTML) {
        html("nav", .class("row screen"), .label(DayWords.days)) { html in
            html("a", DayWords.previous, .class("button"), .href(link(day - 1)))
            if day != time.today { html("a", DayWords.toToday, .class("button"), .href(frame.site.link("/"))) }
            html("a", DayWords.next, .class("button push"), .href(link(day + 1)))
        }
    }

    private func link(_ day: Day) -> Link { frame.site.link(JournalPaths.day(day)) }

    private func card(_ lesson: Lesson, _ html: inout HTML) {
        let head = lesson.head
        html("section", .class("card")) { html in
            html("div", .class("row")) { html in
                html("span", JournalWords.lessonNumber(head.number), .class("quiet"))
                html("span", JournalWords.bells(head.start, head.end), .class("time"))
            }
            html("h2") { html in
                html("a", .href(frame.site.link(JournalPaths.lesson(head.lesson)))) { html in
                    html.text(JournalWords.group(head.group) + .data(" · \(head.course.name)"))
                }
            }
            if let cancellation = head.cancellation {
                html("p", JournalWords.cancelled(cancellation), .class("quiet"))
            } else if let duties = lesson.duties {
                DutyList(duties: duties, head: head, time: time).write(&html)
            }
        }
    }
}

/// What a lesson owes, a line each: its state in words, never by colour alone.
struct DutyList: Sendable {
    let duties: LessonDuties
    let head: LessonHead
    let time: SchoolTime

    func write(_ html: inout HTML) {
        html("dl") { html in
            topic(&html)
            line(JournalWords.homework, duties.homework, done: homework, &html)
            roll(&html)
            marks(&html)
        }
    }

    private var homework: Phrase {
        switch head.homework?.homework {
        case .text(let text): .data(Self.short(text))
        case .some(.none): JournalWords.noneSet
        case nil: DutyWords.done
        }
    }

    /// The beginning of a long text; the whole stands on the lesson's page.
    private static func short(_ text: String) -> String {
        text.count > 120 ? text.prefix(119) + "…" : text
    }

    private func line(_ name: Phrase, _ state: LessonDuties.State, done: Phrase, _ html: inout HTML) {
        html("dt", name)
        switch state {
        case .exempt(let exemption): html("dd", DutyWords.exemption(exemption), .class("quiet"))
        case .done: html("dd", done)
        case .owed(let deadline):
            html("dd", DutyWords.deadline(deadline, time), .class(deadline.isOverdue ? "late" : "due"))
        }
    }

    private func topic(_ html: inout HTML) {
        guard duties.isTopicEarly, let topic = head.topic, case .owed(let deadline) = duties.topic else {
            return line(JournalWords.topic, duties.topic, done: head.topic.map { .data($0) } ?? DutyWords.done, &html)
        }
        html("dt", JournalWords.topic)
        html("dd", .class(deadline.isOverdue ? "late" : "due")) { html in
            html.text(.data("\(topic) — ") + DutyWords.confirmation(deadline, time))
        }
    }

    private func roll(_ html: inout HTML) {
        guard duties.isRollEarly, case .owed(let deadline) = duties.roll else {
            return line(JournalWords.roll, duties.roll, done: DutyWords.rollDone, &html)
        }
        html("dt", JournalWords.roll)
        html("dd", DutyWords.rollConfirmation(deadline, time), .class(deadline.isOverdue ? "late" : "due"))
    }

    private func marks(_ html: inout HTML) {
        if let exemption = duties.marksExemption {
            return line(JournalWords.marks, .exempt(exemption), done: DutyWords.done, &html)
        }
        for marks in duties.marks {
            html("dt", JournalWords.marks)
            html("dd", .class(marks.deadline.isOverdue ? "late" : "due")) { html in
                html.text(DutyWords.missing(marks) + .data(", ") + DutyWords.deadline(marks.deadline, time))
            }
        }
    }
}
