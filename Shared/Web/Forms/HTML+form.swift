import Foundation
import School

extension HTML {
    /// The hidden field that holds a command's id, so that a form sent twice counts once.
    public static var commandField: HTMLName { "command" }
    /// Its name, to read it.
    public static let commandFieldName = "command"

    /// A form that changes something: sent by POST, with the CSRF token.
    /// - Parameter command: a new id (UUIDv7) for the command this form will become, the same one when it is shown again.
    public mutating func form(
        action: Link, csrf: CSRFToken, command: UUID? = nil, class names: String? = nil,
        content: (inout HTML) -> Void
    ) {
        let attributes: [HTMLAttribute?] = [
            .attribute("method", "post"), .action(action), names.map { .class($0) }, .flag("novalidate"),
        ]
        element("form", attributes: attributes) { html in
            html.hidden(CSRFToken.fieldName, csrf.text)
            if let command { html.hidden(Self.commandFieldName, command.text) }
            content(&html)
        }
    }

    /// A form that asks: sent by GET, nothing personal in its fields.
    public mutating func searchForm(action: Link, class names: String? = nil, content: (inout HTML) -> Void) {
        let attributes: [HTMLAttribute?] = [.attribute("method", "get"), .action(action), names.map { .class($0) }]
        element("form", attributes: attributes, content: content)
    }

    /// A field nobody sees.
    public mutating func hidden(_ name: String, _ value: String) {
        void("input", .type("hidden"), .name(name), .value(value))
    }

    /// The button that sends the form.
    public mutating func submit(_ label: Phrase, class names: String = "main") {
        callAsFunction("button", label, .type("submit"), .class(names))
    }

    /// What is wrong, above the form, each with a link to its field. Nothing where nothing is.
    /// - Parameter title: what did not come about; nil where it is that nothing was saved.
    public mutating func errorSummary(_ state: FormState, title: Phrase? = nil) {
        guard state.isFaulty else { return }
        callAsFunction(
            "div", .class("errors"), .attribute("role", "alert"), .attribute("tabindex", "-1"), .id("errors"),
            .flag("autofocus")
        ) { html in
            html("h2", title ?? FormWords.summary(state.errors.count))
            html("ul") { html in
                for error in state.errors {
                    html("li") { html in
                        if let field = error.field {
                            html("a", error.text, .href(.anchor(FormField.id(field))))
                        } else {
                            html.text(error.text)
                        }
                    }
                }
            }
        }
    }
}
