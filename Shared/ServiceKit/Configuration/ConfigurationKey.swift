/// A key of the configuration that a service declares: its name, type, default, and what it means.
///
/// A key without a default is required; ``optional(_:_:unit:doc:isSecret:)`` makes one whose absence is a value.
public struct ConfigurationKey<Value: Sendable>: ConfigurationDeclaration {
    /// Dotted lower-case words, `http.port` or `store.minimum-free`: nested mappings in YAML, `ZVONOK_HTTP_PORT` in
    /// the environment.
    public let name: String
    public let type: ConfigurationType<Value>
    public let defaultValue: Value?
    /// What a number counts, where the type does not say it.
    public let unit: String?
    /// What the key is for, in a sentence.
    public let doc: String
    /// A secret's value is never printed or logged.
    public let isSecret: Bool

    public init(
        _ name: String, _ type: ConfigurationType<Value>, default defaultValue: Value? = nil, unit: String? = nil,
        doc: String, isSecret: Bool = false
    ) {
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.unit = unit
        self.doc = doc
        self.isSecret = isSecret
    }

    /// A key that may be left out; it then reads as nil.
    public static func optional<Wrapped: Sendable>(
        _ name: String, _ type: ConfigurationType<Wrapped>, unit: String? = nil, doc: String, isSecret: Bool = false
    ) -> Self where Value == Wrapped? {
        Self(name, type.optional, default: .some(nil), unit: unit, doc: doc, isSecret: isSecret)
    }

    public var expectation: String { type.expectation }
    public var isRequired: Bool { defaultValue == nil }
    public var defaultText: String? { defaultValue.map(type.render) }
}

extension ConfigurationKey {
    public var reader: ConfigurationKeyReader {
        ConfigurationKeyReader(
            isList: type.isList,
            read: { node, reading in type.decode(node, &reading).map { resolved($0, at: node.place) } },
            fallback: { directory in defaultValue.map { resolved(type.settle($0, directory), at: .declaration) } })
    }

    private func resolved(_ value: Value, at place: ConfigurationPlace) -> ResolvedConfiguration {
        let text = type.render(value)
        return ResolvedConfiguration(
            name: name, value: value, text: isSecret && !text.isEmpty ? "(secret)" : text, place: place)
    }
}
