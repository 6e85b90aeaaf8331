/// How a configured value is written, checked and shown.
public struct ConfigurationType<Value: Sendable>: Sendable {
    /// Ends the sentence "expected …", for example `an integer from 0 to 65535`.
    public let expectation: String
    let decode: @Sendable (ConfigurationNode, inout ConfigurationReading) -> Value?
    /// The value as it would be written in YAML, on one line.
    let render: @Sendable (Value) -> String
    /// Completes a declared default with the directory relative paths start at; other values stay as they are.
    var settle: @Sendable (Value, _ baseDirectory: String) -> Value = { value, _ in value }

    /// Whether the environment and flags write it as a list.
    var isList = false

    /// A type of a service's own, written as one scalar.
    /// - Parameters:
    ///   - expectation: ends the sentence "expected …".
    ///   - render: writes a value back, for `check-config`.
    ///   - parse: nil for text that is no such value.
    public static func custom(
        _ expectation: String, render: @escaping @Sendable (Value) -> String,
        parse: @escaping @Sendable (String) -> Value?
    ) -> Self {
        Self(
            expectation: expectation,
            decode: { node, reading in
                guard case .scalar(let text, _) = node.content, let value = parse(text) else {
                    return reading.refuse(node, expectation)
                }
                return value
            },
            render: render)
    }

    /// As ``custom(_:render:parse:)``, but quoted text is refused: for numbers and truth values.
    static func plain(
        _ expectation: String, render: @escaping @Sendable (Value) -> String,
        parse: @escaping @Sendable (String) -> Value?
    ) -> Self {
        Self(
            expectation: expectation,
            decode: { node, reading in
                guard case .scalar(let text, isPlain: true) = node.content, let value = parse(text) else {
                    return reading.refuse(node, expectation)
                }
                return value
            },
            render: render)
    }

    /// The same value where it may also be absent.
    var optional: ConfigurationType<Value?> {
        let (decode, render, settle, isList) = (decode, render, settle, isList)
        return .init(
            expectation: expectation,
            decode: { node, reading in
                if case .nothing = node.content { return .some(nil) }
                return decode(node, &reading).map { .some($0) }
            },
            render: { $0.map(render) ?? "" },
            settle: { value, directory in value.map { settle($0, directory) } },
            isList: isList)
    }
}
