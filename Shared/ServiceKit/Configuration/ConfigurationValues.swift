/// A checked configuration: a value for every declared key.
public struct ConfigurationValues: Sendable {
    let entries: [ResolvedConfiguration]
    private let index: [String: Int]

    init(_ entries: [ResolvedConfiguration]) {
        self.entries = entries
        index = Dictionary(entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The value of a key. Reading a key that is not among the declared ones is a defect of the program.
    public subscript<Value>(key: ConfigurationKey<Value>) -> Value {
        guard let position = index[key.name], let value = entries[position].value as? Value else {
            preconditionFailure("configuration key \(key.name) is read but not declared with this type")
        }
        return value
    }

    /// Where a key's effective value stands; nil for a key that is not declared.
    public func place(of name: String) -> ConfigurationPlace? {
        index[name].map { entries[$0].place }
    }

    /// One line a key with its effective value and where it came from; secrets are not shown.
    public var listing: String {
        entries.map { "\($0.name) = \($0.text.isEmpty ? "(none)" : $0.text)  # \($0.place)" }.joined(separator: "\n")
    }
}

/// The effective value of one key.
struct ResolvedConfiguration: Sendable {
    let name: String
    let value: any Sendable
    /// The value as text, secrets replaced.
    let text: String
    let place: ConfigurationPlace
}
