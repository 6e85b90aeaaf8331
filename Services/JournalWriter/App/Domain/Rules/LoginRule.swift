import School

/// The shape of a login: what can be read out over the telephone and typed on any keyboard.
enum LoginRule {
    static let lengths = 3...64

    /// The login as it is kept and compared: without white space around it, in lower case.
    /// - Throws: `invalid` or `too-large`; the message never repeats the login.
    static func check(_ text: String, _ field: String) throws(Rejection) -> String {
        let login = normal(text)
        guard login.utf8.count <= lengths.upperBound else {
            throw Rejection(
                .tooLarge, field: field,
                "the login has \(login.utf8.count) bytes; the limit is \(lengths.upperBound)")
        }
        guard login.utf8.count >= lengths.lowerBound else {
            throw Rejection(.invalid, field: field, "a login has at least \(lengths.lowerBound) characters")
        }
        guard login.utf8.allSatisfy(allowed.contains) else {
            throw Rejection(
                .invalid, field: field, "a login consists of Latin letters, digits, dots, hyphens, underscores and @")
        }
        return login
    }

    /// What was typed at the door, to be looked up.
    static func normal(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last]).lowercased()
    }

    private static let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789.-_@".utf8)
}
