/// A feed's name: the kind of its owner and, where there are several of one kind, the shard (`journal.north`).
///
/// The name is the seed of the feed's hash chain, so it never changes.
public struct FeedName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name, in bytes.
    public static let maximumLength = 64

    public let rawValue: String

    /// - Returns: nil unless the name is 1 to 64 bytes of `a-z`, `0-9`, `-` and `.`.
    public init?(_ rawValue: String) {
        let allowed = rawValue.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard allowed, (1...Self.maximumLength).contains(rawValue.utf8.count) else { return nil }
        self.rawValue = rawValue
    }

    /// What stands before the first dot: the kind of its owner, `journal` of `journal.north`.
    public var kind: String { String(rawValue.prefix { $0 != "." }) }

    public var description: String { rawValue }
}
