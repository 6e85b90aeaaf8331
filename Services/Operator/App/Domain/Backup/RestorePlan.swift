import ServiceKit

/// What becomes of a cluster that is restored, or of which some services are.
struct RestorePlan: Equatable, Sendable {
    /// Where a reader stands: in the backup, or now, where it is not restored.
    struct Reader: Equatable, Sendable {
        let name: String
        let isRestored: Bool
        let cursors: [ClusterManifest.Cursor]
    }

    enum Fate: Equatable, Sendable {
        /// It goes on where it stands.
        case continues
        /// It stands beyond the end of what it reads, and is to be built anew.
        case rebuilt(head: Int64)
        /// At that place stood something else.
        case rebuiltForOtherPast
        /// Its owner is neither restored nor known.
        case ownerUnknown
    }

    struct Subscription: Equatable, Sendable {
        let reader: String
        let feed: String
        let sequence: Int64
        let fate: Fate
    }

    /// A place in a feed.
    struct Place: Hashable, Sendable {
        let feed: String
        let sequence: Int64
        let hash: String

        init(_ cursor: ClusterManifest.Cursor) {
            (feed, sequence, hash) = (cursor.feed, cursor.sequence, cursor.hash)
        }
    }

    /// What the program of a service that is restored says to it.
    struct Check: Equatable, Sendable {
        enum Found: Equatable, Sendable {
            case checked(RestoreCheck)
            /// It could not be asked, and why.
            case notAsked(String)
        }

        let name: String
        let found: Found
    }

    let restored: [ClusterManifest.Member]
    let subscriptions: [Subscription]
    /// Those that are not restored and did not say how they stand.
    let unknown: [String]
    /// In the order of those that are restored.
    var checks: [Check] = []

    /// - Parameters:
    ///   - restored: what is restored, as the backup has it.
    ///   - others: how the rest stands.
    ///   - unknown: who of the rest said nothing.
    ///   - asked: what owners that are not restored say of places in their feeds.
    ///   - holds: whether the restored feed of that name has the chain hash of a cursor at its sequence.
    init(
        restored: [ClusterManifest.Member], others: [Reader], unknown: [String], asked: [Place: Fate] = [:],
        holds: (ClusterManifest.Member, ClusterManifest.Cursor) throws -> Bool
    ) rethrows {
        self.restored = restored
        self.unknown = unknown
        let readers = restored.map { Reader(name: $0.name, isRestored: true, cursors: $0.cursors) } + others
        subscriptions = try readers.flatMap { reader in
            try reader.cursors.compactMap { cursor in
                let owner = restored.first { $0.feed?.name == cursor.feed }
                // Nothing of it is touched.
                if owner == nil, !reader.isRestored { return nil }
                return Subscription(
                    reader: reader.name, feed: cursor.feed, sequence: cursor.sequence,
                    fate: try Self.fate(of: cursor, owner, asked[Place(cursor)], holds))
            }
        }
    }

    private static func fate(
        of cursor: ClusterManifest.Cursor, _ owner: ClusterManifest.Member?, _ asked: Fate?,
        _ holds: (ClusterManifest.Member, ClusterManifest.Cursor) throws -> Bool
    ) rethrows -> Fate {
        guard let owner, let feed = owner.feed else { return asked ?? .ownerUnknown }
        guard cursor.sequence <= feed.head else { return .rebuilt(head: feed.head) }
        return try holds(owner, cursor) ? .continues : .rebuiltForOtherPast
    }

    /// Those that do not go on by themselves.
    var rebuilds: [Subscription] {
        subscriptions.filter { $0.fate != .continues && $0.fate != .ownerUnknown }
    }
}
