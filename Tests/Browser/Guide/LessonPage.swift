import Foundation
import Web

/// A lesson's form: fields, a table of pupils that stacks on a phone, errors.
enum LessonPage {
    private static let pupils = [
        "Абдурахманов Магомедрасул", "Белозёрова Анна", "Ким Дмитрий", "Сидоренко-Константинова Елизавета",
    ]

    static let stored = FormState(stored: [("topic", "Сложение дробей"), ("day", "2026-11-26"), ("kind", "answers")])

    static func checked(_ form: FormData) -> FormState {
        var state = FormState(form)
        if form["topic"]?.isEmpty ?? true { state.refuse("topic", GuideWords.noTopic) }
        for index in pupils.indices {
            let mark = form["mark-\(index)"] ?? ""
            if !mark.isEmpty, !(1...5).contains(Int(mark) ?? 0) { state.refuse("mark-\(index)", GuideWords.noSuchMark) }
        }
        return state
    }

    static func page(_ request: WebRequest, _ state: FormState, command: UUID) -> Page {
        let (action, back, csrf) = (request.link("/lesson"), request.link("/"), request.csrf)
        return Guide.page(request, GuideWords.lesson, "/lesson", width: .wide) { html in
            html.form(action: action, csrf: csrf, command: command) { html in
                html.errorSummary(state)
                html.field(FormField("topic", GuideWords.topic, hint: GuideWords.topicHint, isRequired: true), state)
                html.field(FormField("homework", GuideWords.homework, .lines(3)), state)
                html.field(FormField("none", GuideWords.none, .checkbox), state)
                html.field(FormField("day", GuideWords.due, .date), state)
                html.field(
                    FormField(
                        "kind", GuideWords.workKind,
                        .radio([.init("answers", GuideWords.answers), .init("test", GuideWords.test)])), state)
                html("h2", GuideWords.roll)
                html.field(FormField("all", GuideWords.allPresent, .checkbox), state)
                roll(state, &html)
                html("div", .class("actions")) { html in
                    html.submit(GuideWords.save)
                    html("a", GuideWords.back, .href(back))
                }
            }
        }
    }

    private static func roll(_ state: FormState, _ html: inout HTML) {
        html("table", .class("stack")) { html in
            html("thead") { html in
                html("tr") { html in
                    for heading in [GuideWords.pupil, GuideWords.attendance, GuideWords.mark] {
                        html("th", heading, .scope("col"))
                    }
                }
            }
            html("tbody") { html in
                for (index, name) in pupils.enumerated() { row(index, name, state, &html) }
            }
        }
    }

    private static func row(_ index: Int, _ name: String, _ state: FormState, _ html: inout HTML) {
        let codes: [FormField.Option] = [
            .init("", .data("")), .init("1", GuideWords.present), .init("2", GuideWords.absent),
            .init("6", GuideWords.late),
        ]
        html("tr") { html in
            html("th", text: name, .scope("row"))
            html("td", .column(GuideWords.attendance)) { html in
                html.field(
                    FormField(
                        "code-\(index)", GuideWords.attendance + .data(": \(name)"), .choice(codes), isLabelHidden: true
                    ),
                    state)
            }
            html("td", .column(GuideWords.mark)) { html in
                html.field(
                    FormField("mark-\(index)", GuideWords.mark + .data(": \(name)"), .number, isLabelHidden: true),
                    state)
            }
        }
    }
}
