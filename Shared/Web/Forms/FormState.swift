import School

/// A form between two requests: what was typed, and what is wrong with it, beside which field.
public struct FormState: Equatable, Sendable {
    /// What was typed, or what stands in the store when the form is first shown.
    public var values: FormData
    /// What is wrong, in the order of the form.
    public private(set) var errors: [FieldError]

    /// Something wrong; without a field, with the form as a whole.
    public struct FieldError: Equatable, Sendable {
        public let field: String?
        public let text: Phrase

        public init(_ field: String?, _ text: Phrase) {
            self.field = field
            self.text = text
        }
    }

    public init(_ values: FormData = FormData(), errors: [FieldError] = []) {
        self.values = values
        self.errors = errors
    }

    /// With what the store holds.
    public init(stored values: [(String, String)]) {
        self.init(FormData(values.map { .init(name: $0.0, value: $0.1) }))
    }

    public var isFaulty: Bool { !errors.isEmpty }

    /// Adds what is wrong with a field.
    public mutating func refuse(_ field: String?, _ text: Phrase) {
        errors.append(FieldError(field, text))
    }

    /// Adds what a command was refused for.
    /// - Parameter field: the form's field for the path a rejection names, such as `entries[3].pupil_id`; nil where it
    ///   belongs to the form as a whole.
    public mutating func refuse(_ rejection: Rejection, field: (String) -> String? = { $0 }) {
        errors.append(FieldError(rejection.field.flatMap(field), RejectionWords.text(rejection)))
    }

    /// What is wrong with this field.
    public func errors(of field: String) -> [Phrase] {
        errors.filter { $0.field == field }.map(\.text)
    }
}
