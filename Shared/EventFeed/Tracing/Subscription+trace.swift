import Foundation
import GRDB

extension Subscription {
    /// What became here of events of the feed; nothing of those whose type is not read.
    public func trace(_ events: [TracedEvent], in database: Database) throws -> [TraceStep] {
        let own = events.filter { $0.feed == parts.feed.rawValue && reads($0.type) }
        guard !own.isEmpty else { return [] }
        let cursor = try store.source("live", in: database)?.cursor.sequence ?? 0
        return try own.map { event in
            if event.sequence > cursor { return waiting(event, cursor) }
            if let skip = try skip(of: event, in: database) { return skip }
            return TraceStep(
                .applied, of: event, at: try store.applied.instant(of: event.sequence, in: database))
        }
    }

    private func reads(_ type: String) -> Bool {
        parts.projection.types.isEmpty || parts.projection.types.contains(type)
    }

    private func waiting(_ event: TracedEvent, _ cursor: Int64) -> TraceStep {
        let status = status
        var step = TraceStep(.waiting, of: event)
        step.state = status.state.rawValue
        step.detail = status.reason
        step.cursor = cursor
        return step
    }

    private func skip(of event: TracedEvent, in database: Database) throws -> TraceStep? {
        try KeptStatement(
            "SELECT skipped_at, reason FROM skipped_event WHERE feed = ? AND event_id = ?", in: database
        ).first([event.feed, event.id]) { row in
            var step = TraceStep(.skipped, of: event, at: row[0])
            step.detail = row[1]
            return step
        }
    }
}
