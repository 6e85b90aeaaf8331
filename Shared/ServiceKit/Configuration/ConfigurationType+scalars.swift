import Foundation

extension ConfigurationType where Value == String {
    /// Text that is not empty.
    public static var string: Self {
        .custom("text that is not empty", render: YAMLText.quoteIfNeeded) { $0.isEmpty ? nil : $0 }
    }

    /// A file or directory. What stands in the file is relative to the file's directory, what stands in the
    /// environment or a flag to the working directory; the value read is always absolute.
    public static var path: Self {
        let expectation = "a file path"
        return Self(
            expectation: expectation,
            decode: { node, reading in
                guard case .scalar(let text, _) = node.content, !text.isEmpty, !text.contains("\0") else {
                    return reading.refuse(node, expectation)
                }
                return absolute(text, from: reading.baseDirectory)
            },
            render: YAMLText.quoteIfNeeded,
            settle: absolute)
    }

    @Sendable private static func absolute(_ path: String, from directory: String) -> String {
        if path.hasPrefix("/") { return path }
        return URL(fileURLWithPath: directory).appendingPathComponent(path).standardizedFileURL.path
    }
}

extension ConfigurationType where Value == Int {
    /// A whole number in decimal digits within `range`.
    public static func int(_ range: ClosedRange<Int>) -> Self {
        .plain("an integer from \(range.lowerBound) to \(range.upperBound)", render: { "\($0)" }) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A TCP port; 0 lets the system choose one.
    public static var port: Self { .int(0...65535) }

    /// A number of bytes such as `64MiB`; units B, KiB, MiB and GiB, 1,024 each.
    public static func byteSize(_ range: ClosedRange<Int>) -> Self {
        let limits = "\(ByteSizeText.render(range.lowerBound)) to \(ByteSizeText.render(range.upperBound))"
        return .plain("a size such as 64MiB, from \(limits)", render: ByteSizeText.render) { text in
            ByteSizeText.parse(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ConfigurationType where Value == Bool {
    /// `true` or `false`, nothing else.
    public static var bool: Self {
        .plain("true or false", render: { "\($0)" }) { ["true": true, "false": false][$0] }
    }
}

extension ConfigurationType where Value == Duration {
    /// A length of time such as `500ms`, `30s`, `10m` or `24h`, within `range`.
    public static func duration(_ range: ClosedRange<Duration>) -> Self {
        let limits = "\(DurationText.render(range.lowerBound)) to \(DurationText.render(range.upperBound))"
        return .plain("a duration such as 500ms, 30s, 10m or 24h, from \(limits)", render: DurationText.render) {
            text in
            DurationText.parse(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ConfigurationType where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of an enumeration's raw values.
    public static var choice: Self {
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return .custom("one of \(names)", render: \.rawValue) { Value(rawValue: $0) }
    }
}
