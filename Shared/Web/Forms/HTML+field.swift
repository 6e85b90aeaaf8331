extension HTML {
    /// A field with its label, hint and errors, holding what was typed.
    public mutating func field(_ field: FormField, _ state: FormState) {
        let errors = state.errors(of: field.name)
        let written = WrittenField(field: field, value: state.values[field.name], errors: errors)
        callAsFunction("div", .class(errors.isEmpty ? "field" : "field faulty")) { html in
            switch field.kind {
            case .radio(let options): html.radio(options, written)
            case .checkbox: html.checkbox(written)
            default:
                html("label", .attribute("for", written.id), field.isLabelHidden ? .class("hidden") : nil) { html in
                    html.label(field)
                }
                html.hintAndErrors(written)
                html.control(written)
            }
        }
    }

    private mutating func label(_ field: FormField) {
        callAsFunction("span", field.label)
        guard field.isRequired, !field.isLabelHidden else { return }
        text(" ")
        callAsFunction("span", FormWords.required, .class("hint"))
    }

    private mutating func hintAndErrors(_ field: WrittenField) {
        if let hint = field.field.hint { callAsFunction("p", hint, .class("hint"), .id(field.hintID)) }
        guard !field.errors.isEmpty else { return }
        callAsFunction("p", .class("error"), .id(field.errorID)) { html in
            for (index, error) in field.errors.enumerated() {
                if index > 0 { html.void("br") }
                html.text(error)
            }
        }
    }

    private mutating func control(_ written: WrittenField) {
        let common = written.attributes
        switch written.field.kind {
        case .lines(let rows):
            element("textarea", attributes: common + [.attribute("rows", String(rows))]) { html in
                // A line feed right after the tag is not part of the text (HTML 13.2.6.4.7).
                html.raw("\n")
                html.text(written.value ?? "")
            }
        case .choice(let options):
            element("select", attributes: common) { html in
                for option in options {
                    html("option", option.label, .value(option.value), .flag("selected", option.value == written.value))
                }
            }
        default:
            let value = written.isPassword ? nil : written.value.map { HTMLAttribute.value($0) }
            void("input", attributes: common + [.type(written.type), value])
        }
    }

    private mutating func radio(_ options: [FormField.Option], _ written: WrittenField) {
        element("fieldset", attributes: [written.description, .id(written.id), .attribute("tabindex", "-1")]) { html in
            html("legend", written.field.isLabelHidden ? .class("hidden") : nil) { $0.label(written.field) }
            html.hintAndErrors(written)
            for (index, option) in options.enumerated() {
                html("label", .class("option")) { html in
                    html.void(
                        "input", .type("radio"), .name(written.field.name), .value(option.value),
                        .id("\(written.id)-\(index)"), .flag("checked", option.value == written.value))
                    html("span", option.label)
                }
            }
        }
    }

    private mutating func checkbox(_ written: WrittenField) {
        callAsFunction("label", .class("option")) { html in
            html.void(
                "input",
                attributes: written.attributes + [
                    .type("checkbox"), .value(FormField.yes), .flag("checked", written.value == FormField.yes),
                ])
            html("span", written.field.label)
        }
        hintAndErrors(written)
    }
}

/// A field with what was typed into it and what is wrong.
private struct WrittenField {
    let field: FormField
    let value: String?
    let errors: [Phrase]
    let id: String

    init(field: FormField, value: String?, errors: [Phrase]) {
        self.field = field
        self.value = value
        self.errors = errors
        id = FormField.id(field.name)
    }

    var hintID: String { id + "-hint" }
    var errorID: String { id + "-error" }
    var isPassword: Bool { if case .password = field.kind { true } else { false } }

    var type: String {
        switch field.kind {
        case .password: "password"
        case .email: "email"
        case .date: "date"
        default: "text"
        }
    }

    /// What a screen reader says after the label.
    var description: HTMLAttribute? {
        let ids = (field.hint == nil ? [] : [hintID]) + (errors.isEmpty ? [] : [errorID])
        return ids.isEmpty ? nil : .attribute("aria-describedby", ids.joined(separator: " "))
    }

    var attributes: [HTMLAttribute?] {
        let isNumber = if case .number = field.kind { true } else { false }
        return [
            .id(id), .name(field.name), description, errors.isEmpty ? nil : .attribute("aria-invalid", "true"),
            .flag("required", field.isRequired), field.autocomplete.map { .attribute("autocomplete", $0) },
            field.maximumLength.map { .attribute("maxlength", String($0)) },
            isNumber ? .attribute("inputmode", "numeric") : nil,
        ]
    }
}
