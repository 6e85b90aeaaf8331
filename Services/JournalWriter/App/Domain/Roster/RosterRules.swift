import School

/// What the ids and names of a roster may look like: they are another system's, so they are taken as they are or
/// refused.
enum RosterRule {
    static let sourceLimit = 64
    /// Two ids of OneRoster (255 characters each) and what stands between them: a guardianship has no id of its own
    /// there.
    static let sourcedIDLimit = 512

    /// - Throws: `invalid` or `too-large`; the message never repeats the id, which may lead to a person elsewhere.
    static func check(_ text: String, limit: Int, _ field: String) throws(Rejection) -> String {
        guard !text.isEmpty else { throw Rejection(.invalid, field: field, "the text is empty") }
        let length = text.unicodeScalars.count
        guard length <= limit else {
            throw Rejection(.tooLarge, field: field, "the text has \(length) characters; the limit is \(limit)")
        }
        guard !text.unicodeScalars.contains(where: isControl) else {
            throw Rejection(.invalid, field: field, "the text contains a control character")
        }
        return text
    }

    /// The category Cc, which Unicode has closed. Looked up, it took a tenth of what a large roster takes.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}
