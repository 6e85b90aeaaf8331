import Contracts
import Foundation
import GRDB
import School
import StatisticsCollector
import SwiftProtobuf

@testable import EventFeed

/// A statistics-collector's subscription without its socket, caught up with the sample journal.
struct Consumer: Sendable {
    private let feed: FeedName
    private let database: DatabaseQueue
    private let projection = JournalProjection()
    private let store: SubscriptionStore
    private let source: SubscriptionStore.Source

    init(of journal: SampleJournal) throws {
        let (projection, feed, database) = (projection, journal.log.feed, try DatabaseQueue())
        let store = SubscriptionStore(feed: feed)
        (self.feed, self.store, self.database) = (feed, store, database)
        source = try database.write { database in
            try database.execute(sql: Subscription.newest)
            try database.execute(sql: StatisticsStore.newest)
            return try store.makeSource(
                "live", version: projection.version, types: projection.types, in: database)
        }
        let source = source
        let events = try journal.events(projection.types)
        try database.write { database in
            for event in events { try projection.apply(event, source: source.id, in: database) }
        }
    }

    /// Reads what another service's answer may be.
    /// - Returns: whether the body is what the header says.
    func take(_ envelope: Envelope) -> Bool {
        let body = envelope.body
        return switch envelope.kind {
        case .batch: takeBatch(body)
        case .diverged: (try? WireDiverged(serializedBytes: body)) != nil
        case .refused: (try? WireRefused(serializedBytes: body)) != nil
        case .job: (try? WireJob(serializedBytes: body)) != nil
        case .statusReport: (try? WireStatusReport(serializedBytes: body)) != nil
        case .accepted: (try? WireAccepted(serializedBytes: body)) != nil
        case .rejected: (try? WireRejected(serializedBytes: body)) != nil
        default: false
        }
    }

    private func takeBatch(_ body: [UInt8]) -> Bool {
        guard let wire = try? WireBatch(serializedBytes: body) else { return false }
        // Whoever reads every type recomputes the chain, which hardly any mutated batch outlives; who filters applies.
        _ = try? ReceivedBatch(wire, request: request(types: []), after: .origin(of: feed))
        guard
            let batch = try? ReceivedBatch(wire, request: request(types: projection.types), after: .origin(of: feed))
        else { return true }
        Tally.count { $0.batchesTaken += 1 }
        do {
            try database.inTransaction { database in
                try apply(batch, in: database)
                return .rollback
            }
        } catch {
            Tally.defect("a batch stopped the service: \(error)")
        }
        return true
    }

    private func request(types: Set<String>) -> SubscriptionRequest {
        SubscriptionRequest(feed: feed, subscription: "statistics", types: types, maximumEvents: 0, wait: .zero)
    }

    /// As a `BatchApplier` does it; poison stops a subscription and is no defect.
    private func apply(_ batch: ReceivedBatch, in database: Database) throws {
        for event in batch.events {
            do {
                try projection.apply(event, source: source.id, in: database)
                Tally.count { $0.eventsApplied += 1 }
            } catch is PoisonedEvent {
                continue
            } catch let fault as DatabaseError where fault.resultCode == .SQLITE_CONSTRAINT {
                continue
            }
        }
        var source = source
        (source.epoch, source.head, source.cursor) = (batch.epoch, batch.head, batch.through)
        source.completeUntil = batch.completeUntil
        try store.advance(source, in: database)
    }
}
