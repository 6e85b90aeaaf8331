/// What decoding a value knows about its surroundings, and the mistakes it has met so far.
struct ConfigurationReading {
    /// The dotted key being read, with the index of a list's element.
    var key: String
    /// Relative file paths of the node being read start here.
    var baseDirectory: String
    /// Whether what was found may be repeated in a message.
    var isSecret: Bool
    var mistakes: [ConfigurationMistake] = []

    /// Notes that `node` is not what `expectation` says; returns nil for the caller to return.
    mutating func refuse<Value>(_ node: ConfigurationNode, _ expectation: String) -> Value? {
        mistakes.append(.init(place: node.place, key: key, found: finding(of: node), expected: expectation))
        return nil
    }

    /// Of a secret only text is kept back: that something is a list, a mapping or nothing gives nothing away.
    private func finding(of node: ConfigurationNode) -> String {
        guard isSecret, case .scalar = node.content else { return node.finding }
        return "a value that is not shown because it is secret"
    }

    /// Reads a part of the present value under its own key, secrecy restored afterwards.
    mutating func nested<Value>(
        key nestedKey: String, isSecret nestedSecret: Bool = false, _ body: (inout Self) -> Value?
    ) -> Value? {
        let outer = (key, isSecret)
        defer { (key, isSecret) = outer }
        (key, isSecret) = (nestedKey, isSecret || nestedSecret)
        return body(&self)
    }
}
