/// Numbers as people write them: «1 204», «97,5 %»; "1,204", "97.5%".
public enum NumberWords {
    /// A whole number, its thousands apart from five digits on in Russian (four are left together), from four on in English.
    public static func number(_ value: Int) -> Phrase {
        let digits = String(value.magnitude)
        let sign = value < 0 ? "−" : ""
        let russian = digits.utf8.count > 4 ? grouped(digits, "\u{A0}") : digits
        return Phrase(ru: sign + russian, en: sign + grouped(digits, ","))
    }

    /// A share in tenths of a percent, 0 to 1,000: «97,5 %», and without a fraction where that is zero.
    public static func share(perMille value: Int) -> Phrase {
        let (whole, tenth) = (value / 10, value % 10)
        guard tenth != 0 else { return Phrase(ru: "\(whole)\u{A0}%", en: "\(whole)%") }
        return Phrase(ru: "\(whole),\(tenth)\u{A0}%", en: "\(whole).\(tenth)%")
    }

    private static func grouped(_ digits: String, _ separator: String) -> String {
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.utf8.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: separator)
    }
}
