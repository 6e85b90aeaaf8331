import Foundation
import School
import Web

/// The class's list: for each pupil who was there, and a mark for each work.
struct LessonTableView {
    private let sheet: LessonSheet
    private let form: FormState
    // Every line offers the same answers.
    private let codes: [FormField.Option]
    private let marks: [FormField.Option]
    private let works: [(work: UUID, name: Phrase)]

    init(sheet: LessonSheet, form: FormState) {
        self.sheet = sheet
        self.form = form
        works = sheet.works.map { ($0.work, sheet.name(of: $0)) }
        codes = AttendanceCode.allCases.map { FormField.Option(String($0.rawValue), WorkWords.explained($0)) }
        marks =
            [FormField.Option("", LessonWords.empty)]
            + LessonValue.marks(of: sheet.head.course.policy.marks).map {
                FormField.Option(LessonValue.mark($0), WorkWords.mark($0))
            }
    }

    private var scale: MarkScale { sheet.head.course.policy.marks }
    private var givesMarks: Bool { scale != .none }

    func write(_ html: inout HTML) {
        guard !sheet.pupils.isEmpty else { return html("p", LessonWords.noPupils, .class("quiet")) }
        html("div", .class("scroll")) { html in
            html("table", .class("stack")) { html in
                html("thead") { html in
                    html("tr") { heading(&$0) }
                }
                html("tbody") { html in
                    for pupil in sheet.pupils { html("tr") { row(pupil, &$0) } }
                }
            }
        }
        if !givesMarks { html("p", LessonWords.noMarks, .class("quiet")) }
    }

    private func heading(_ html: inout HTML) {
        html("th", LessonWords.pupil, .scope("col"))
        html("th", JournalWords.roll, .scope("col"))
        html("th", LessonWords.minutes, .scope("col"))
        guard givesMarks else { return }
        for work in works { html("th", work.name, .scope("col")) }
        html("th", LessonWords.newWork, .scope("col"))
    }

    private func row(_ pupil: PupilLine, _ html: inout HTML) {
        let name = pupil.name.map { Phrase.data($0.listed) } ?? JournalWords.noName
        html("th", name, .scope("row"))
        cell(JournalWords.roll, name, LessonField.code(pupil.pupil), codes, &html)
        html("td", .column(LessonWords.minutes)) { html in
            html.field(
                FormField(
                    LessonField.late(pupil.pupil), Self.label(LessonWords.minutes, name), .number, maximumLength: 2,
                    isLabelHidden: true), form)
        }
        guard givesMarks else { return }
        for (work, column) in works {
            cell(
                column, name, LessonField.mark(work, pupil.pupil), marks,
                was: LessonField.markWas(work, pupil.pupil), &html)
        }
        cell(LessonWords.newWork, name, LessonField.newMark(pupil.pupil), marks, &html)
    }

    private func cell(
        _ column: Phrase, _ pupil: Phrase, _ field: String, _ options: [FormField.Option], was: String? = nil,
        _ html: inout HTML
    ) {
        var options = options
        // What was typed stays, also where it is none of the answers.
        if let typed = form.values[field], !options.contains(where: { $0.value == typed }) {
            options.append(.init(typed, .data(typed)))
        }
        html("td", .column(column)) { html in
            // What stood in the cell when the form was made.
            if let was, let seen = form.values[was] { html.hidden(was, seen) }
            html.field(FormField(field, Self.label(column, pupil), .choice(options), isLabelHidden: true), form)
        }
    }

    private static func label(_ column: Phrase, _ pupil: Phrase) -> Phrase { column + .data(": ") + pupil }
}
