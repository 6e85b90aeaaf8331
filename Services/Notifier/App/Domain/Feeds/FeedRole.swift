/// What a feed is read for, by the first word of its name.
public enum FeedRole: String, CaseIterable, Sendable {
    case journal
    case diary
    case alerts

    /// Nil for a feed of another kind.
    public init?(feed name: String) {
        guard let first = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).first,
            let role = FeedRole(rawValue: String(first))
        else { return nil }
        self = role
    }
}
