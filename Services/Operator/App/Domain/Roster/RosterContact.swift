/// How an address and a telephone have to look for the journal to take them.
enum RosterContact {
    static let emailRule = "one e-mail address such as name@example.org"
    static let phoneRule = "a telephone number of at most \(longestPhone) characters"
    private static let longestPhone = 32
    private static let longestEmail = 254
    /// Bytes before the sign.
    private static let longestName = 64
    private static let breaks: Set<Unicode.GeneralCategory> = [.control, .lineSeparator, .paragraphSeparator]
    /// Characters with a meaning of their own in headers and envelopes.
    private static let special = Set("<>()[],;:\\\"".utf8)

    static func isEmail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return parts.count == 2 && (1...longestName).contains(parts[0].count) && text.utf8.count <= longestEmail
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !special.contains($0) }
            && parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty }
    }

    static func isPhone(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return scalars.count <= longestPhone && scalars.contains { !$0.properties.isWhitespace }
            && !scalars.contains { breaks.contains($0.properties.generalCategory) }
    }
}
