import GRDB

/// What a consumer makes of a feed's events: rows of its own that it could make again at any time.
///
/// Every row of a projection bears the number of the `source` it was made from: one feed, read once from its beginning.
/// A rebuild fills rows of a new source beside the old ones and switches over in one transaction, while pages go on
/// reading the old; with several feeds each has its own source.
public protocol Projection: Sendable {
    /// The event types it reads; empty for all. Never more than the key may fetch.
    var types: Set<String> { get }

    /// Counted up whenever the same events would make other rows: the subscription then rebuilds by itself.
    var version: Int64 { get }

    /// The transaction of a batch begins. What was remembered of an earlier one may never have been committed.
    func begin(source: Int64, in database: Database) throws

    /// Applies one event, in the transaction that also moves the cursor.
    ///
    /// An event whose payload was erased says nothing any more; `PayloadErased` says which rows lose what they hold.
    /// - Throws: `PoisonedEvent` for an event it cannot apply; the feed then stops there until an operator decides.
    func apply(_ event: FeedEvent, source: Int64, in database: Database) throws

    /// The next instant (microseconds UTC) for which something is to be decided; nil: nothing waits for a time.
    func nextDue(source: Int64, in database: Database) throws -> Int64?

    /// Decides what falls due up to and including `instant`. Called in order of time: before each later event, and at
    /// the end of a batch for what the feed's owner has promised complete.
    func decide(until instant: Int64, source: Int64, in database: Database) throws

    /// The feed's owner appends what follows from other feeds, and has done so for everything they recorded up to
    /// `instant`. Called after the batch that said it was applied; it may be less than what was said before.
    func noteDecided(until instant: Int64, source: Int64, in database: Database) throws

    /// A source has taken the place of the one that was served, in the transaction in which it does: what stands in
    /// owned tables by the old one's account is made to fit the new one here.
    /// - Parameter old: nil where nothing was served before.
    func switched(from old: Int64?, to new: Int64, in database: Database) throws

    /// Deletes up to `limit` rows of a source that nobody reads any more.
    /// - Returns: true if none is left.
    func clear(source: Int64, limit: Int, in database: Database) throws -> Bool
}

extension Projection {
    public func begin(source: Int64, in database: Database) throws {}
    public func nextDue(source: Int64, in database: Database) throws -> Int64? { nil }
    public func decide(until instant: Int64, source: Int64, in database: Database) throws {}
    public func noteDecided(until instant: Int64, source: Int64, in database: Database) throws {}
    public func switched(from old: Int64?, to new: Int64, in database: Database) throws {}
}

/// An event that a projection cannot apply: an unknown enumeration value, a payload that does not decode, a reference
/// to nothing. It says what, never the payload.
public struct PoisonedEvent: Error, Equatable, Sendable {
    public let sequence: Int64
    public let type: String
    public let problem: String

    public init(_ event: FeedEvent, _ problem: String) {
        sequence = event.sequence
        type = event.type
        self.problem = problem
    }
}
