import EventFeed
import Foundation
import GRDB

/// Finds the events of a mark.
///
/// The log itself is indexed by the id that such an event's payload begins with: writing a mark touches one more page,
/// at the index's end, and every change of it is found, also after the tables were made anew from the log.
enum MarkWay {
    /// The condition of the index. SQLite uses it only where a query says the same.
    private static let isOfMark = "type IN ('MarkGiven', 'MarkChanged', 'MarkWithdrawn')"
    private static let mark = "substr(payload, 3, 16)"

    static let index = "CREATE INDEX event_of_mark ON event (\(mark)) WHERE \(isOfMark);"

    private static let condition = "\(isOfMark) AND \(mark) = ?"
    /// What is asked of the store.
    static let query = EventLog.recordedQuery(condition)

    static func steps(of question: TraceQuestion, log: EventLog, in database: Database) throws -> [TraceStep] {
        guard let id = question.mark else { return [] }
        return try log.recorded(condition, [id], in: database)
    }
}

extension JournalStore {
    /// Fourth version; frozen: the events of a mark are found by its id.
    public static let schema4 = MarkWay.index
}
