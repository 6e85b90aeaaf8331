/// Lengths of time as they are written in a configuration: a whole number and a unit.
enum DurationText {
    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000),
    ]

    static func parse(_ text: String) -> Duration? {
        guard let (number, unit) = SuffixedNumber.split(text),
            let scale = units.first(where: { $0.suffix == unit })?.milliseconds
        else { return nil }
        let (product, overflow) = Int64(number).multipliedReportingOverflow(by: scale)
        return overflow ? nil : .milliseconds(product)
    }

    /// In the largest unit that divides it; what is finer than a millisecond is not written.
    static func render(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        let unit = units.last { milliseconds % $0.milliseconds == 0 && milliseconds >= $0.milliseconds } ?? units[0]
        return "\(milliseconds / unit.milliseconds)\(unit.suffix)"
    }
}

/// Sizes in bytes as they are written in a configuration, with the binary prefixes of IEC 80000-13.
enum ByteSizeText {
    private static let units: [(suffix: String, bytes: Int)] = [
        ("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
    ]

    static func parse(_ text: String) -> Int? {
        guard let (number, unit) = SuffixedNumber.split(text),
            let scale = units.first(where: { $0.suffix == unit })?.bytes
        else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: scale)
        return overflow ? nil : product
    }

    static func render(_ bytes: Int) -> String {
        let unit = units.last { bytes % $0.bytes == 0 && bytes >= $0.bytes } ?? units[0]
        return "\(bytes / unit.bytes)\(unit.suffix)"
    }
}

/// A whole number directly followed by its unit.
enum SuffixedNumber {
    static func split(_ text: String) -> (number: Int, unit: String)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { return nil }
        return (number, String(text.dropFirst(digits.count)))
    }
}

/// Text as it has to be written for YAML to read the same text back.
enum YAMLText {
    static func quoteIfNeeded(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || "/._-:".unicodeScalars.contains(scalar)
        }
        let isSafe = isPlain && !text.hasPrefix("-") && !text.hasPrefix(":") && !text.hasSuffix(":")
        return isSafe && !text.isEmpty ? text : "'" + text.replacing("'", with: "''") + "'"
    }
}
