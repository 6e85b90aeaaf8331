/// What a feed tells of, by the beginning of its name.
public enum FeedKind: String, CaseIterable, Sendable {
    case journal
    case alerts
    case diary

    /// Nil for a feed that no figure counts.
    public init?(feed name: String) {
        guard let first = name.split(separator: ".").first else { return nil }
        self.init(rawValue: String(first))
    }
}
