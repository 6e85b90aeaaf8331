/// One mistake in a configuration: where it stands, about which key, what was found and what was expected.
public struct ConfigurationMistake: Error, Sendable, Equatable, CustomStringConvertible {
    public let place: ConfigurationPlace
    /// The dotted key, an element of a list as `upstreams[0].endpoint`; nil where the mistake is about no key.
    public let key: String?
    public let found: String
    public let expected: String

    public init(place: ConfigurationPlace, key: String?, found: String, expected: String) {
        self.place = place
        self.key = key
        self.found = found
        self.expected = expected
    }

    public var description: String {
        let subject = key.map { "\(place): \($0)" } ?? "\(place)"
        return "\(subject): found \(found), expected \(expected)"
    }
}

/// Every mistake of a configuration at once, in the order a person would repair them. Nothing was started or changed.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    public let mistakes: [ConfigurationMistake]

    init(_ mistakes: [ConfigurationMistake]) {
        self.mistakes = mistakes.sorted { $0.place.sortKey < $1.place.sortKey }
    }

    public var description: String {
        mistakes.map(\.description).joined(separator: "\n")
    }
}
