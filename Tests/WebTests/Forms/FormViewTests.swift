import Foundation
import School
import TestKit
import Testing

@testable import Web

@Suite("A form on a page")
struct FormViewTests {
    private static let fields: [FormField] = [
        FormField(
            "topic", Phrase(ru: "Тема", en: "Topic"), hint: Phrase(ru: "Как в плане", en: "As planned"),
            isRequired: true, maximumLength: 500),
        FormField("homework", Phrase(ru: "Задание", en: "Homework"), .lines(3)),
        FormField("day", Phrase(ru: "Срок", en: "Due"), .date),
        FormField("minutes", Phrase(ru: "Минут", en: "Minutes"), .number),
        FormField("code", Phrase(ru: "Был", en: "Present"), .choice([.init("1", .data("П")), .init("2", .data("Н"))])),
        FormField("kind", Phrase(ru: "Вид", en: "Kind"), .radio([.init("a", .data("А")), .init("b", .data("Б"))])),
        FormField("all", Phrase(ru: "Все присутствуют", en: "All present"), .checkbox),
        FormField("password", Phrase(ru: "Пароль", en: "Password"), .password, autocomplete: "current-password"),
    ]

    private static func page(_ state: FormState) throws -> String {
        let csrf = try #require(CSRFToken(String(repeating: "A", count: 43)))
        let command = try #require(UUID(uuidString: "01890A5D-AC96-774B-BCCE-B302099A8057"))
        var html = HTML(in: .russian)
        html.form(action: Link(path: "/journal/lessons/1"), csrf: csrf, command: command) { html in
            html.errorSummary(state)
            for field in fields { html.field(field, state) }
            html.submit(Phrase(ru: "Сохранить", en: "Save"))
        }
        return html.markup
    }

    @Test("shows what was typed, and each error beside its field and above all")
    func faulty() throws {
        var state = FormState(
            FormData([
                .init(name: "topic", value: "<b>Дроби</b>"), .init(name: "homework", value: "\n№ 5"),
                .init(name: "code", value: "2"), .init(name: "kind", value: "b"), .init(name: "all", value: "yes"),
                .init(name: "password", value: "secret-word"), .init(name: "minutes", value: "сорок"),
            ]))
        state.refuse("topic", Phrase(ru: "Слишком длинно", en: "Too long"))
        state.refuse(Rejection(.invalid, field: "entries[3].minutes", "no number")) {
            $0.hasSuffix("minutes") ? "minutes" : nil
        }
        state.refuse(
            Rejection(.conflict, "lost", conflict: .init(currentVersion: 3, currentValue: "4", proposedValue: "5")))
        let markup = try Self.page(state)
        #expect(try Snapshot.difference(markup, named: "form-faulty.html") == nil)
        #expect(markup.contains("&lt;b&gt;Дроби&lt;/b&gt;") && !markup.contains("secret-word"))
    }

    @Test("has neither summary nor marks of errors where nothing is wrong")
    func clean() throws {
        let markup = try Self.page(FormState(stored: [("topic", "Дроби")]))
        #expect(try Snapshot.difference(markup, named: "form.html") == nil)
        #expect(!markup.contains("aria-invalid") && !markup.contains("role=\"alert\""))
    }

    @Test("a rejection without a field of this form stands in the summary")
    func whole() {
        var state = FormState()
        state.refuse(Rejection(.lessonCancelled, field: "lesson_id", "cancelled")) { _ in nil }
        #expect(state.isFaulty && state.errors[0].field == nil)
        #expect(state.errors(of: "lesson_id").isEmpty)
    }

    @Test("every code of a rejection has its own words")
    func words() {
        let codes: [Rejection.Code] = [
            .missing, .invalid, .tooLarge, .unknown, .exists, .conflict, .notAllowed, .outsideScale, .notInGroup,
            .lessonCancelled, .beforeLesson, .inFuture, .notErasable,
        ]
        let texts = codes.map { RejectionWords.text(Rejection($0, "")).text(in: .russian) }
        #expect(Set(texts).count == codes.count)
        #expect(!texts.contains(RejectionWords.text(Rejection(.init(rawValue: "new"), "")).text(in: .russian)))
    }
}
