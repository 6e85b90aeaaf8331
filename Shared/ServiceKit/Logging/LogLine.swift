import Logging

/// One log event, before it is written in one of the two formats.
struct LogLine {
    let instant: Int64
    let level: Logger.Level
    let label: String
    let message: String
    let metadata: Logger.Metadata

    /// One JSON object; metadata stand beside the fixed members, which their dotted keys cannot collide with.
    var json: String {
        var members = [
            ("time", JSONText.string(TimestampText.rfc3339(instant))), ("level", JSONText.string(level.rawValue)),
            ("logger", JSONText.string(label)), ("message", JSONText.string(message)),
        ]
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            let isTaken = members.contains { $0.0 == key }
            members.append((isTaken ? "metadata.\(key)" : key, Self.json(value)))
        }
        return "{" + members.map { "\(JSONText.string($0)):\($1)" }.joined(separator: ",") + "}"
    }

    /// For a person at a terminal; control characters are escaped, so that no message can forge a line.
    var text: String {
        let pairs = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.json($0.value))" }.joined()
        let head = "\(TimestampText.rfc3339(instant)) \(level.rawValue.uppercased()) \(label): "
        return head + JSONText.escape(message) + pairs
    }

    private static func json(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): JSONText.string(text)
        case .stringConvertible(let value): JSONText.string("\(value)")
        case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
        case .dictionary(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { "\(JSONText.string($0.key)):\(json($0.value))" }
                .joined(separator: ",") + "}"
        }
    }
}

/// Text as JSON writes it (RFC 8259 §7).
enum JSONText {
    static func string(_ text: String) -> String { "\"" + escape(text) + "\"" }

    static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            case let control where control.value < 0x20 || (0x7F...0x9F).contains(control.value):
                let digits = String(control.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
