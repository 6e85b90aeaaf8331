import School

/// Instants as an operator types them: RFC 3339 with its offset, such as `2026-09-15T12:40:00+03:00`.
enum InstantText {
    /// Microseconds UTC; nil for text of another form. Seconds may be left out.
    static func microseconds(of text: String) -> Int64? {
        guard let separator = text.firstIndex(of: "T"), let day = Day(String(text[..<separator])) else { return nil }
        let rest = text[text.index(after: separator)...]
        guard let sign = rest.lastIndex(where: { "Z+-".contains($0) }), let offset = minutes(ofOffset: rest[sign...]),
            let second = seconds(ofTime: rest[..<sign])
        else { return nil }
        return (Int64(day.rawValue) * 86_400 + Int64(second) - Int64(offset) * 60) * 1_000_000
    }

    private static func minutes(ofOffset text: Substring) -> Int? {
        if text == "Z" { return 0 }
        guard let time = MinuteOfDay(String(text.dropFirst())) else { return nil }
        return text.first == "-" ? -Int(time.rawValue) : Int(time.rawValue)
    }

    private static func seconds(ofTime text: Substring) -> Int? {
        guard let minute = MinuteOfDay(String(text.prefix(5))) else { return nil }
        let rest = text.dropFirst(5)
        if rest.isEmpty { return Int(minute.rawValue) * 60 }
        guard rest.count == 3, rest.first == ":", rest.dropFirst().allSatisfy(\.isNumber),
            let second = Int(rest.dropFirst()), second < 60
        else { return nil }
        return Int(minute.rawValue) * 60 + second
    }
}
