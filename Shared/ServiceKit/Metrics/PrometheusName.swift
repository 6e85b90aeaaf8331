/// Names as the Prometheus data model allows them.
enum PrometheusName {
    /// Longer names are refused: they come from a mistake, not from a person.
    static let lengthLimit = 200

    /// A metric's name, `[a-zA-Z_:][a-zA-Z0-9_:]*`; libraries write dots and dashes, which become underscores.
    static func metric(_ label: String) -> String? {
        let name = String(label.map { $0 == "." || $0 == "-" ? "_" : $0 })
        return isValid(name, extra: ":") ? name : nil
    }

    /// A label's name, `[a-zA-Z_][a-zA-Z0-9_]*`; names that begin with two underscores are Prometheus's own.
    static func label(_ label: String) -> String? {
        let name = String(label.map { $0 == "." || $0 == "-" ? "_" : $0 })
        return isValid(name, extra: "") && !name.hasPrefix("__") && name != "le" ? name : nil
    }

    private static func isValid(_ name: String, extra: String) -> Bool {
        guard let first = name.first, !(first.isASCII && first.isNumber), name.count <= lengthLimit else {
            return false
        }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") || extra.contains($0) }
    }
}

/// Values and texts as the exposition format 0.0.4 writes them.
enum PrometheusText {
    static func labels(_ labels: [(name: String, value: String)]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.name)=\"\(escapeLabel($0.value))\"" }.joined(separator: ",") + "}"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        let isWhole = value.rounded() == value && abs(value) < 1e15
        return isWhole ? String(Int64(value)) : String(value)
    }

    static func escapeLabel(_ value: String) -> String {
        escapeHelp(value).replacing("\"", with: "\\\"")
    }

    static func escapeHelp(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }
}
