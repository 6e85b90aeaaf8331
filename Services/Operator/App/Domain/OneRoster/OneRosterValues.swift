import School

/// Holds single values to what the standard says of their columns.
struct OneRosterValues {
    /// Bytes of the longest id.
    static let longestID = 255

    let isStrict: Bool
    let version: OneRosterVersion
    let mode: OneRosterMode

    /// A value of a column, as the standard writes it.
    struct Verdict {
        var value: String
        /// Nil where all is well.
        var expected: String?
        /// Against the standard in a way that leaves no doubt what is meant.
        var isTolerable = false
        /// Nothing can be made of it, and the row makes sense without.
        var isUseless = false

        static func fine(_ value: String) -> Self { Self(value: value) }
        static func wrong(_ expected: String) -> Self { Self(value: "", expected: expected) }
        static func tolerable(_ value: String, _ expected: String) -> Self {
            Self(value: value, expected: expected, isTolerable: true)
        }
    }

    func check(_ text: String, _ format: OneRosterFormat) -> Verdict {
        switch format {
        case .text, .texts: .fine(text)
        case .sourcedID, .reference: Self.id(text)
        case .references: Self.ids(text)
        case .status: status(text)
        case .modified: modified(text)
        case .word(let words): word(text, words)
        case .words(let words): self.words(text, words)
        case .date: Self.date(text)
        case .year: Self.year(text)
        case .flag: Self.flag(text)
        case .integer: Int(text) == nil ? .wrong("a whole number") : .fine(text)
        case .number: Double(text)?.isFinite == true ? .fine(text) : .wrong("a number")
        case .email: contact(text, RosterContact.emailRule, RosterContact.isEmail)
        case .phone: contact(text, RosterContact.phoneRule, RosterContact.isPhone)
        }
    }

    private func contact(_ text: String, _ rule: String, _ isRight: (String) -> Bool) -> Verdict {
        if isRight(text) { return .fine(text) }
        let trimmed = Self.trim(Substring(text))
        if isRight(trimmed) { return .tolerable(trimmed, rule) }
        // One address of a city must not keep out all its schools.
        return Verdict(
            value: "", expected: isStrict ? rule : "\(rule); it is left as it was", isTolerable: true, isUseless: true)
    }

    /// The single ones of a list in one field.
    static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { trim($0) }.filter { !$0.isEmpty }
    }

    private static func trim(_ text: Substring) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " }
        return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }

    private static let idRule =
        "an id of at most \(longestID) characters out of 0-9, A-Z, a-z and . - _ / @"

    private static func id(_ text: String) -> Verdict {
        guard text.utf8.count <= longestID else { return .wrong(idRule) }
        if text.utf8.allSatisfy(isOfID) { return .fine(text) }
        let trimmed = trim(Substring(text))
        return trimmed.isEmpty ? .wrong(idRule) : .tolerable(trimmed, idRule)
    }

    private static func isOfID(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: ".-_/@".utf8.contains(byte)
        }
    }

    private static func ids(_ text: String) -> Verdict {
        let rule = "ids parted by commas"
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let verdicts = parts.map(id)
        if verdicts.allSatisfy({ $0.expected == nil && !$0.value.isEmpty }) { return .fine(text) }
        let list = list(text)
        guard !list.isEmpty, list.allSatisfy({ $0.utf8.count <= longestID }) else { return .wrong(rule) }
        return .tolerable(list.joined(separator: ","), rule)
    }

    private func status(_ text: String) -> Verdict {
        guard mode == .delta else {
            return .tolerable(Self.isGone(text) ? "tobedeleted" : "", "nothing in a bulk file")
        }
        if ["active", "tobedeleted"].contains(text) { return .fine(text) }
        let rule = "active or tobedeleted"
        switch text.lowercased() {
        case "active": return .tolerable("active", rule)
        case "tobedeleted", "inactive": return .tolerable("tobedeleted", rule)
        default: return .wrong(rule)
        }
    }

    private static func isGone(_ text: String) -> Bool { ["tobedeleted", "inactive"].contains(text.lowercased()) }

    private func modified(_ text: String) -> Verdict {
        guard mode == .delta else { return .tolerable("", "nothing in a bulk file") }
        let rule = "an instant such as 2026-09-01T08:00:00.000Z"
        guard Day(String(text.prefix(10))) != nil else { return .wrong(rule) }
        return Self.isTimeOfDay(text.utf8.dropFirst(10)) ? .fine(text) : .tolerable(text, rule)
    }

    /// Whether it reads `T08:00:00Z`, with or without a fraction.
    private static func isTimeOfDay(_ text: Substring.UTF8View) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let shape = text.prefix(9).map { digits.contains($0) ? UInt8(ascii: "0") : $0 }
        let rest = text.dropFirst(9)
        guard shape == Array("T00:00:00".utf8), rest.last == UInt8(ascii: "Z") else { return false }
        let fraction = rest.dropLast()
        return fraction.isEmpty
            || fraction.first == UInt8(ascii: ".") && fraction.count > 1
                && fraction.dropFirst().allSatisfy(digits.contains)
    }

    private func word(_ text: String, _ words: OneRosterWords) -> Verdict {
        if words.known.contains(text) { return .fine(text) }
        let isExtensible = words.isExtensible && version == .v1p2
        if isExtensible, text.hasPrefix("ext:"), text.utf8.count > 4 { return .fine(text) }
        let rule = "one of \(words.known.joined(separator: ", "))\(isExtensible ? " or ext:…" : "")"
        let meant = words.known.first { $0.lowercased() == text.lowercased() }
        return meant.map { .tolerable($0, rule) } ?? .wrong(rule)
    }

    private func words(_ text: String, _ words: OneRosterWords) -> Verdict {
        let wrong = Self.list(text).lazy.map { word($0, words) }.first { $0.expected != nil }
        return wrong.map { .wrong($0.expected ?? "") } ?? .fine(text)
    }

    private static func date(_ text: String) -> Verdict {
        let rule = "a date such as 2026-09-01"
        if let day = Day(text) { return Day.plausible.contains(day) ? .fine(text) : .wrong(rule) }
        // An instant where a date belongs: exporters of spreadsheets write it.
        let start = String(text.prefix(10))
        guard text.dropFirst(10).first == "T", let day = Day(start), Day.plausible.contains(day) else {
            return .wrong(rule)
        }
        return .tolerable(start, rule)
    }

    private static func year(_ text: String) -> Verdict {
        let rule = "the year in which the school year ends, such as 2027"
        let isYear: (Substring) -> Bool = { $0.utf8.count == 4 && (1901...2199).contains(Int($0) ?? 0) }
        if isYear(Substring(text)) { return .fine(text) }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
        guard parts.count == 2, parts.allSatisfy(isYear) else { return .wrong(rule) }
        return .tolerable(String(parts[1]), rule)
    }

    private static func flag(_ text: String) -> Verdict {
        if ["true", "false"].contains(text) { return .fine(text) }
        let lower = text.lowercased()
        return ["true", "false"].contains(lower) ? .tolerable(lower, "true or false") : .wrong("true or false")
    }
}
