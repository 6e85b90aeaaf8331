import Foundation

/// Where in the feed a fact stands.
struct EventSource: Sendable {
    let sequence: Int64
    let school: UUID
}

/// A fact that changes the state.
protocol StoredFact: Sendable {
    /// Writes what it says. It was judged before it was recorded; here it is only carried out.
    func apply(to store: DiaryStore, from source: EventSource) throws
}
