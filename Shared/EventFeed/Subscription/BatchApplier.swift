import Foundation
import GRDB
import School

/// Applies batches: what they did and how far was read, in one transaction.
struct BatchApplier: Sendable {
    let store: SubscriptionStore
    let projection: any Projection
    let database: any DatabaseWriter
    let faults: FaultHook
    /// Wall time, microseconds UTC.
    let now: @Sendable () -> Int64

    /// - Parameter isServed: false for a source that is being built: what it reads was applied before.
    /// - Returns: the source as it stands afterwards.
    /// - Throws: `PoisonFound` where an event cannot be applied; then nothing of the batch was.
    func apply(
        _ batch: ReceivedBatch, to source: SubscriptionStore.Source, isServed: Bool
    ) async throws -> SubscriptionStore.Source {
        try await database.write { database in
            let before = source.cursor.sequence
            let source = try apply(batch, to: source, in: database)
            if isServed {
                // A clock that stands, or is behind the owner's, has nothing applied before it was recorded.
                let instant = max(now(), batch.events.last?.recordedAt ?? .min)
                try store.applied.note(after: before, through: source.cursor.sequence, at: instant, in: database)
            }
            faults.pass(.afterApplyBeforeCommit)
            return source
        }
    }

    private func apply(
        _ batch: ReceivedBatch, to source: SubscriptionStore.Source, in database: Database
    ) throws -> SubscriptionStore.Source {
        let skipped = try store.skipped(in: database)
        try projection.begin(source: source.id, in: database)
        for event in batch.events where !skipped.contains(event.id) {
            try decideBefore(event, source: source.id, in: database)
            try apply(event, of: batch, source: source.id, in: database)
        }
        try projection.decide(until: batch.completeUntil, source: source.id, in: database)
        if let decided = batch.decidedUntil {
            try projection.noteDecided(until: decided, source: source.id, in: database)
        }
        var source = source
        source.epoch = batch.epoch
        source.head = batch.head
        source.cursor = batch.through
        source.completeUntil = max(batch.completeUntil, source.completeUntil ?? .min)
        try store.advance(source, in: database)
        return source
    }

    /// What falls due before an event is decided before it is applied, so that a replay decides the same things in the
    /// same order as those who were up to date.
    private func decideBefore(_ event: FeedEvent, source: Int64, in database: Database) throws {
        guard let due = try projection.nextDue(source: source, in: database), due < event.recordedAt else { return }
        try projection.decide(until: event.recordedAt - 1, source: source, in: database)
    }

    private func apply(
        _ event: FeedEvent, of batch: ReceivedBatch, source: Int64, in database: Database
    ) throws {
        do {
            try projection.apply(event, source: source, in: database)
        } catch let poison as PoisonedEvent {
            throw PoisonFound(event, poison.problem, in: batch)
        } catch let fault as DatabaseError where [.SQLITE_CONSTRAINT, .SQLITE_RANGE].contains(fault.resultCode) {
            throw PoisonFound(event, fault.message ?? "a constraint of the projection failed", in: batch)
        }
    }
}

/// An event was met that cannot be applied. Its batch is rolled back; what came before it is fetched again by itself,
/// because only the owner knows the chain hash inside a filtered batch.
struct PoisonFound: Error {
    let event: FeedEvent
    let problem: String
    /// How many events of the batch can be applied.
    let eventsBefore: Int

    init(_ event: FeedEvent, _ problem: String, in batch: ReceivedBatch) {
        self.event = event
        self.problem = problem
        eventsBefore = batch.events.count { $0.sequence < event.sequence }
    }
}
