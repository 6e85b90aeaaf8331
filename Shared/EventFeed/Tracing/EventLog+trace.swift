import Contracts
import Foundation
import GRDB
import School

extension EventLog {
    /// The log's third version; frozen: what was recorded under a trace is found without looking through the log.
    /// Events without a trace are left out, so bulk loads pay nothing for it.
    public static let schema3 = """
        CREATE INDEX event_of_trace ON event (trace_id) WHERE trace_id <> x'00000000000000000000000000000000';
        """

    /// The condition of the index above. SQLite uses it only where a query says the same.
    static let isTraced = "trace_id <> x'00000000000000000000000000000000'"

    /// What was recorded under a trace, the oldest first.
    public func trace(_ id: UUID, in database: Database) throws -> [TraceStep] {
        try recorded("trace_id = ? AND \(Self.isTraced)", [id], in: database)
    }

    /// The events that meet a condition, as steps of a way; the oldest first, at most as many as a question may name.
    /// - Parameter condition: SQL over the table `event`, by an index of it.
    public func recorded(_ condition: String, _ values: Values, in database: Database) throws -> [TraceStep] {
        try KeptStatement(Self.recordedQuery(condition), in: database).all(values) { row in
            var step = TraceStep(
                .recorded,
                of: TracedEvent(
                    feed: feed.rawValue, sequence: row[0], id: row[1], type: row[2],
                    thing: Self.thing(row[2], (row[5] as Data?))),
                at: row[3])
            step.traceID = row[4]
            return step
        }
    }

    /// The statement that ``recorded(_:_:in:)`` runs.
    public static func recordedQuery(_ condition: String) -> String {
        """
        SELECT sequence, event_id, type, recorded_at, trace_id, substr(payload, 1, 18) FROM event
        WHERE \(condition) ORDER BY sequence LIMIT \(TraceQuestion.maximumEvents)
        """
    }

    /// Payloads are kept as they were written, with the fields in the order of their numbers: an event of these types
    /// begins with the id of what it is about.
    private static func thing(_ type: String, _ beginning: Data?) -> UUID? {
        guard ThingTypes.all.contains(type), let beginning, beginning.starts(with: ThingTypes.header) else {
            return nil
        }
        return UUID(bytes: beginning.dropFirst(ThingTypes.header.count))
    }
}
