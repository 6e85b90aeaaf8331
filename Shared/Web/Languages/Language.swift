/// A language pages are written in. Russian is the default.
public enum Language: String, CaseIterable, Hashable, Sendable {
    case russian = "ru"
    case english = "en"

    /// BCP 47, for `lang` and `Content-Language`.
    public var tag: String { rawValue }

    /// The first of ours that an Accept-Language header (RFC 9110, 12.5.4) prefers; Russian where it names none.
    ///
    /// Equal weights count in the order they stand in. At most 512 bytes and 16 ranges are looked at.
    public static func preferred(by acceptLanguage: String?) -> Language {
        guard let acceptLanguage, acceptLanguage.utf8.count <= maximumHeader else { return .russian }
        var best: (language: Language, weight: Int)?
        for range in acceptLanguage.split(separator: ",").prefix(maximumRanges) {
            guard let (language, weight) = weighted(range), weight > best?.weight ?? 0 else { continue }
            best = (language, weight)
        }
        return best?.language ?? .russian
    }

    /// The longest header looked at, in bytes.
    static let maximumHeader = 512
    /// The most ranges looked at.
    static let maximumRanges = 16

    /// A range as "en-GB;q=0.8": language and weight in thousandths.
    private static func weighted(_ range: Substring) -> (Language, Int)? {
        let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
        guard let name = parts.first else { return nil }
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        guard (0...1).contains(weight) else { return nil }
        let primary = name.split(separator: "-").first.map(String.init) ?? name
        let language = primary == "*" ? Language.russian : Language(rawValue: primary)
        return language.map { ($0, Int(weight * 1_000)) }
    }
}
