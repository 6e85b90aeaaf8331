/// What is data about mail to families.
public struct MarkPolicy: Hashable, Sendable {
    /// How long marks are gathered for those who have not said, microseconds.
    public let gather: Int64
    /// How long a teacher may take back unseen, microseconds: no window is shorter.
    public let undo: Int64
    /// How long marks are news, microseconds.
    public let freshness: Int64

    public init(gather: Int64, undo: Int64, freshness: Int64) {
        self.gather = gather
        self.undo = undo
        self.freshness = freshness
    }
}
