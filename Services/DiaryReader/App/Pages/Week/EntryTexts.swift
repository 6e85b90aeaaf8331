import School
import Web

/// Homework: what it is, and when it was set.
struct HomeworkText {
    private let homework: StandingHomework
    /// It stands without its lesson, so its course must be said.
    private let isApart: Bool

    init(_ homework: StandingHomework, isApart: Bool) {
        self.homework = homework
        self.isApart = isApart
    }

    func write(_ html: inout HTML) {
        if isApart { html("strong", text: homework.courseName + ": ") }
        let lines = homework.text.split(whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            if index > 0 { html.void("br") }
            html.text(line)
        }
        html("div", homework.due == nil ? WeekWords.nextLesson : WeekWords.setOn(homework.setOn), .class("quiet"))
    }
}

/// A mark, with what it is for.
struct MarkText {
    private let mark: DiaryMark
    private let isApart: Bool

    init(_ mark: DiaryMark, isApart: Bool) {
        self.mark = mark
        self.isApart = isApart
    }

    func write(_ html: inout HTML) {
        html("span", EntryWords.mark(mark.value), .class("mark"))
        html.text(" ")
        if isApart { html("strong", text: mark.courseName + " ") }
        html("span", about, .class("quiet"))
    }

    private var about: Phrase {
        var about = EntryWords.kind(mark.kind)
        if mark.weight != 100 { about = about + .data(", ") + WeekWords.weight(mark.weight) }
        if isApart { about = about + .data(", ") + WeekWords.of(mark.lessonDay) }
        return about
    }
}
