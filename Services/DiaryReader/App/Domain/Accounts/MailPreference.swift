/// Whether mail is wanted, and how long marks are gathered into one: what a holder, or an operator for them, has said. Of
/// those who have said nothing the notifier knows how long it gathers, not the diary.
public struct MailPreference: Hashable, Sendable {
    /// Minutes; 0 sends at once, 1,440 once a day.
    public static let gatherLimits = 0...1_440

    /// Mail about new, changed and withdrawn marks.
    public let marks: Bool
    public let gatherMinutes: Int

    public init(marks: Bool, gatherMinutes: Int) {
        self.marks = marks
        self.gatherMinutes = gatherMinutes
    }
}

extension MailPreference: CustomStringConvertible {
    public var description: String {
        marks ? "mail about marks, gathered for \(gatherMinutes) minutes" : "no mail about marks"
    }
}
