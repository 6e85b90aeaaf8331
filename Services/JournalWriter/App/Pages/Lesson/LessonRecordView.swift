import Foundation
import School
import Web

/// A lesson's record, to be read.
struct LessonRecordView {
    let sheet: LessonSheet
    let teacher: PersonName?

    private var head: LessonHead { sheet.head }

    func write(_ html: inout HTML) {
        html("dl") { html in
            line(LessonWords.teacher, JournalWords.name(teacher), &html)
            line(JournalWords.topic, head.topic.map { .data($0) } ?? LessonWords.notEntered, &html)
            line(JournalWords.homework, homework, &html)
            line(JournalWords.roll, roll, &html)
        }
        guard !sheet.pupils.isEmpty else { return html("p", LessonWords.noPupils, .class("quiet")) }
        table(&html)
    }

    private func line(_ name: Phrase, _ text: Phrase, _ html: inout HTML) {
        html("dt", name)
        html("dd", text)
    }

    private var homework: Phrase {
        guard let entry = head.homework else { return LessonWords.notEntered }
        let due = entry.due.map { .data(", ") + JournalWords.due($0) } ?? Phrase.data("")
        switch entry.homework {
        case .text(let text): return .data(text) + due
        case .none: return JournalWords.noneSet
        }
    }

    private var roll: Phrase {
        head.rollVersion == 0 ? LessonWords.notEntered : LessonWords.rollTaken(sheet.rollDrafts.count)
    }

    private func table(_ html: inout HTML) {
        html("div", .class("scroll")) { html in
            html("table", .class("stack")) { html in
                html("thead") { html in
                    html("tr") { html in
                        html("th", LessonWords.pupil, .scope("col"))
                        html("th", JournalWords.roll, .scope("col"))
                        for work in sheet.works { html("th", sheet.name(of: work), .scope("col")) }
                    }
                }
                html("tbody") { html in
                    for pupil in sheet.pupils { html("tr") { row(pupil, &$0) } }
                }
            }
        }
    }

    private func row(_ pupil: PupilLine, _ html: inout HTML) {
        html("th", pupil.name.map { .data($0.listed) } ?? JournalWords.noName, .scope("row"))
        let isKnown = head.rollVersion > 0 || pupil.attendance != .present
        html("td", isKnown ? WorkWords.code(pupil.attendance) : LessonWords.empty, .column(JournalWords.roll))
        for work in sheet.works {
            let mark = pupil.marks[work.work].map { WorkWords.mark($0.value) } ?? LessonWords.empty
            html("td", mark, .column(sheet.name(of: work)))
        }
    }
}

/// Where the deputy head or the administrator cancels a lesson.
struct CancellationForm {
    static let reason = "reason"
    static let order = "order"

    let frame: JournalFrame
    let head: LessonHead
    let command: UUID
    let form: FormState

    func write(_ html: inout HTML) {
        html("h2", LessonWords.cancelTitle)
        html("p", LessonWords.cancelHint, .class("hint"))
        html.errorSummary(form)
        html.form(
            action: frame.site.link(JournalPaths.cancellation(head.lesson)), csrf: frame.csrf, command: command
        ) { html in
            html.hidden(LessonField.version, form.values[LessonField.version] ?? String(head.version))
            html.field(
                FormField(Self.reason, LessonWords.reason, isRequired: true, maximumLength: 500), form)
            html.field(
                FormField(Self.order, LessonWords.order, isRequired: true, maximumLength: 100), form)
            html("div", .class("actions")) { $0.submit(LessonWords.cancelTitle) }
        }
    }
}
