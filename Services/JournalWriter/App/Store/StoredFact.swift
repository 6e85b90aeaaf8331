import EventFeed
import Foundation

/// Where in the feed a fact stands.
struct EventSource: Sendable {
    let sequence: Int64
    let school: UUID
    /// Microseconds UTC.
    let recordedAt: Int64

    init(_ event: FeedEvent) {
        sequence = event.sequence
        school = event.school
        recordedAt = event.recordedAt
    }
}

/// A fact that changes the state.
protocol StoredFact: Sendable {
    /// Writes what it says. It was judged before it was recorded; here it is only carried out.
    func apply(to store: JournalStore, from source: EventSource) throws
}
