/// Whether mail is wanted, and how long marks are gathered into one.
public struct MailPreference: Hashable, Sendable {
    /// Minutes; 0 sends at once, 1,440 once a day.
    public static let gatherLimits = 0...1_440
    /// What holds until the holder or an operator says otherwise.
    public static let standard = MailPreference(marks: true, gatherMinutes: 60)

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
