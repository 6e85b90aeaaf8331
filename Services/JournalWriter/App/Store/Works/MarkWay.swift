import EventFeed
import Foundation
import GRDB

/// Finds the events of a mark.
///
/// Giving marks is what a journal does all day, so it pays a number in the mark's own row and no index. Changes, which
/// are few, are found in the log by the id that such an event's payload begins with.
enum MarkWay {
    /// The condition of the index. SQLite uses it only where a query says the same.
    fileprivate static let isChange = "type IN ('MarkChanged', 'MarkWithdrawn')"
    fileprivate static let mark = "substr(payload, 3, 16)"
    private static let isChangeOfMark = "\(isChange) AND \(mark) = ?"
    /// What is asked of the store beside the mark's row.
    static let query = EventLog.recordedQuery(isChangeOfMark)

    static func steps(of question: TraceQuestion, log: EventLog, in database: Database) throws -> [TraceStep] {
        guard let id = question.mark else { return [] }
        let found = try KeptStatement("SELECT sequence FROM mark WHERE mark_id = ?", in: database)
            .first([id]) { $0[0] as Int64? }
        guard let given = found ?? nil else { return [] }
        return try log.recorded("sequence = ?", [given], in: database)
            + log.recorded(isChangeOfMark, [id], in: database)
    }
}

extension JournalStore {
    /// Fifth version; frozen. Which event gave a mark; what changed it.
    public static let schema5 = """
        ALTER TABLE mark ADD COLUMN sequence INTEGER;
        UPDATE mark SET sequence = told.sequence
        FROM (SELECT \(MarkWay.mark) AS mark_id, sequence FROM event WHERE type = 'MarkGiven') AS told
        WHERE told.mark_id = mark.mark_id;
        CREATE INDEX event_of_mark_change ON event (\(MarkWay.mark)) WHERE \(MarkWay.isChange);
        """
}
