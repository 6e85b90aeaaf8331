import School

/// What a family signs in with: short, typed on a phone, the same in upper and lower case.
enum LoginRule {
    /// In characters.
    static let length = 3...64
    private static let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789._@+-".utf8)

    /// The form in which a login is kept and looked up; nil for what no login can be.
    static func canonical(_ text: some StringProtocol) -> String? {
        let login = text.lowercased()
        guard length.contains(login.utf8.count), login.utf8.allSatisfy(letters.contains) else { return nil }
        return login
    }

    /// - Throws: `invalid`; the message never repeats the login.
    static func check(_ text: String, _ field: String) throws(Rejection) -> String {
        guard let login = canonical(text) else {
            throw Rejection(
                .invalid, field: field,
                "a login has \(length.lowerBound) to \(length.upperBound) Latin letters, digits and . _ @ + -")
        }
        return login
    }
}
