import Web

/// What a page says after something was done, by the code it is remembered by.
enum JournalNotices {
    static let signedOut = "signed-out"
    static let cancelled = "lesson-cancelled"

    static let all: [String: Notice] = {
        let saved = SavedParts.all.map { parts in
            (parts.code, Notice(parts.isEmpty ? .information : .success, parts.words))
        }
        let others = [
            (signedOut, Notice(.information, SignInWords.signedOut)),
            (cancelled, Notice(.success, SavedWords.cancelled)),
        ]
        return Dictionary(saved + others) { first, _ in first }
    }()
}
