import Foundation
import School
import Web

/// A school's lessons of a day, for those who answer for its journals.
struct SchoolDayPage: Sendable {
    let frame: JournalFrame
    let day: Day
    /// Of the day, by class.
    let lessons: [SchoolDayLesson]
    /// Names of those who teach them.
    let teachers: [UUID: PersonName]
    /// Only lessons that are over and lack something are listed.
    let isLackingOnly: Bool

    var page: Page {
        frame.page(
            SchoolDayWords.title(frame.person.schoolName, day), section: .school, width: .wide
        ) { [self] html in
            html("nav", .class("row screen"), .label(DayWords.days)) { html in
                html("a", DayWords.previous, .class("button"), .href(link(day - 1, isLackingOnly)))
                html("a", DayWords.next, .class("button push"), .href(link(day + 1, isLackingOnly)))
            }
            guard !lessons.isEmpty else { return html("p", SchoolDayWords.empty) }
            choice(&html)
            if listed.isEmpty { html("p", SchoolDayWords.nothingLacks) } else { list(&html) }
        }
    }

    private var listed: [SchoolDayLesson] { isLackingOnly ? lessons.filter(\.isLacking) : lessons }

    private func link(_ day: Day, _ isLackingOnly: Bool) -> Link {
        frame.site.link(
            JournalPaths.schoolDay(day), query: isLackingOnly ? [(SchoolDayShow.name, SchoolDayShow.lacking)] : [])
    }

    private func choice(_ html: inout HTML) {
        let lacking = lessons.count(where: \.isLacking)
        html.choice(
            SchoolDayWords.show,
            [(SchoolDayWords.all, false), (SchoolDayWords.lacking(lacking), true)].map { words, isLacking in
                PageChoice(words, link(day, isLacking), isCurrent: isLacking == isLackingOnly)
            })
    }

    // MARK: - The list

    private func list(_ html: inout HTML) {
        let names = listed.map { Self.name($0.head.group) }
        let firsts = names.indices.filter { $0 == 0 || names[$0] != names[$0 - 1] }
        if firsts.count > 1 {
            html("nav", .class("row screen"), .label(SchoolDayWords.classes)) { html in
                for first in firsts { html("a", text: names[first], .class("button"), .href(.anchor(Self.id(first)))) }
            }
        }
        html("div", .class("scroll")) { html in
            html("table", .class("stack")) { html in
                html("thead") { html in
                    html("tr") { html in
                        for name in Self.columns { html("th", name, .scope("col")) }
                    }
                }
                html("tbody") { html in
                    for (index, lesson) in listed.enumerated() {
                        html("tr", firsts.contains(index) ? .id(Self.id(index)) : nil) { row(lesson, &$0) }
                    }
                }
            }
        }
    }

    private static let columns = [
        SchoolDayWords.schoolClass, SchoolDayWords.lesson, SchoolDayWords.time, SchoolDayWords.course,
        LessonWords.teacher, JournalWords.topic, JournalWords.homework, JournalWords.roll,
    ]

    private static func id(_ index: Int) -> String { "row-\(index + 1)" }

    /// The class, or the group where pupils of several meet.
    private static func name(_ group: GroupHead) -> String { group.schoolClass?.name ?? group.name }

    private func row(_ lesson: SchoolDayLesson, _ html: inout HTML) {
        let head = lesson.head
        html("th", JournalWords.group(head.group), .scope("row"))
        html("td", text: String(head.number), .column(SchoolDayWords.lesson))
        html("td", JournalWords.bells(head.start, head.end), .class("time"), .column(SchoolDayWords.time))
        html("td", .column(SchoolDayWords.course)) { html in
            html("a", text: head.course.name, .href(frame.site.link(JournalPaths.lesson(head.lesson))))
        }
        html("td", JournalWords.name(teachers[head.teacher]), .column(LessonWords.teacher))
        guard head.cancellation == nil else {
            return html("td", JournalWords.cancelled, .attribute("colspan", "3"), .class("quiet"))
        }
        cell(lesson.topic, isOver: lesson.isOver, JournalWords.topic, &html)
        cell(lesson.homework, isOver: lesson.isOver, JournalWords.homework, &html)
        cell(lesson.roll, isOver: lesson.isOver, JournalWords.roll, &html)
    }

    /// What lacks after the bell stands out.
    private func cell(_ entry: SchoolDayLesson.Entry, isOver: Bool, _ column: Phrase, _ html: inout HTML) {
        let words: Phrase =
            switch entry {
            case .entered: SchoolDayWords.entered
            case .missing: LessonWords.notEntered
            case .toConfirm: SchoolDayWords.toConfirm
            case .notAsked: SchoolDayWords.notAsked
            }
        let lacks = entry == .missing || entry == .toConfirm
        html("td", words, .class(entry == .entered ? "good" : lacks && isOver ? "due" : "quiet"), .column(column))
    }
}

/// What the school's day lists, as its address says it.
enum SchoolDayShow {
    static let name = "show"
    static let lacking = "lacking"

    /// - Returns: whether only lessons that lack something are asked for.
    static func isLackingOnly(_ request: WebRequest) throws(Problem) -> Bool {
        guard let show = try request.query(name) else { return false }
        guard show == lacking else { throw .invalidParameter(name, "\(name) is not \(lacking)") }
        return true
    }
}
