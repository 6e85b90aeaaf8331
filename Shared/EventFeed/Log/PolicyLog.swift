import Foundation
import GRDB
import School
import Synchronization

/// The way in which a foreign event, or an instant that passed, appends to the own feed: by a policy of the service,
/// under an id that follows from what caused it, so that the same cause never appends twice.
///
/// Used inside a projection's transaction, on the store's one writing connection; what is appended commits together with
/// the cursor, or not at all.
public struct PolicyLog: Sendable {
    private let log: EventLog
    private let growth = LogGrowth()

    public init(_ log: EventLog) { self.log = log }

    /// What one event says besides itself.
    public struct Circumstances: Sendable {
        public let school: UUID
        public let actor: UUID
        /// The cause's, so that its way can be followed from one service to the next.
        public let traceID: UUID

        public init(school: UUID, actor: UUID, traceID: UUID) {
            self.school = school
            self.actor = actor
            self.traceID = traceID
        }
    }

    /// Records an event, unless one of its id stands in the log already.
    /// - Parameter event: with an id of its own (UUIDv5 of the key, the transition and the cause).
    /// - Returns: nil where nothing was appended.
    /// - Throws: `EventLogError.missingID` for an event without an id; `DatabaseError`.
    @discardableResult
    public func append(
        _ event: NewEvent, _ circumstances: Circumstances, in database: Database
    ) throws -> FeedEvent? {
        guard let id = event.id else { throw EventLogError.missingID(type: event.type) }
        guard try !stands(id, in: database) else { return nil }
        var tail = try log.tail(in: database)
        let recorded = try log.append(
            event, school: circumstances.school, actor: circumstances.actor, traceID: circumstances.traceID,
            tail: &tail,
            in: database)
        growth.raise()
        return recorded
    }

    /// Runs `wake` if something was appended since the last call. Call it after the commit: before, whoever is woken
    /// would find nothing.
    public func wakeReaders(_ wake: @Sendable () async -> Void) async {
        if growth.take() { await wake() }
    }

    private func stands(_ id: UUID, in database: Database) throws -> Bool {
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM event WHERE event_id = ?")
        return try Int.fetchOne(statement, arguments: [id.data]) != nil
    }
}

/// Says that something was appended, perhaps in a transaction that is rolled back yet: then readers are woken in vain.
private final class LogGrowth: Sendable {
    private let isRaised = Atomic(false)

    func raise() { isRaised.store(true, ordering: .releasing) }
    func take() -> Bool { isRaised.exchange(false, ordering: .acquiringAndReleasing) }
}
