import GRDB
import Synchronization

/// What a store is asked, and how SQLite goes about it.
///
/// Our stores keep no statistics (nobody runs ANALYZE), so SQLite guesses: of a table keyed by source it takes all rows
/// of a source for ten, and goes through them rather than look into an index. A test lets a service's own functions run
/// while this listens, so that no statement is copied, and looks at the plans.
public final class QueryPlans: Sendable {
    /// One step of one statement's plan.
    fileprivate struct Step {
        /// As EXPLAIN QUERY PLAN says it.
        let detail: String
        let sql: String
    }

    private static let verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"]

    private let heard = Mutex<Set<String>>([])

    public init() {}

    /// From now on.
    public func listen(to database: Database) {
        database.trace { event in
            guard case .statement(let statement) = event else { return }
            let sql = statement.sql
            // A trigger's name stands for its statements, which are heard by themselves.
            if !sql.hasPrefix("--") { self.heard.withLock { _ = $0.insert(sql) } }
        }
    }

    /// The statements heard that read or write rows, each once.
    public var statements: [String] {
        heard.withLock { heard in
            heard.filter { sql in Self.verbs.contains { sql.hasPrefix($0) } }.sorted()
        }
    }

    /// Steps that go through a table, or through all rows of a source, each with its statement.
    /// - Parameter few: those that may, in the words of the plan: what they go through does not grow with the city.
    public func wide(except few: Set<String>, in database: Database) throws -> [String] {
        try steps(in: database).filter { $0.isWide && !few.contains($0.detail) }.map { "\($0.detail): \($0.sql)" }
    }

    /// Indexes of these tables that no statement heard is found by: it was not heard, or SQLite passes over them.
    public func unused(of tables: [String], in database: Database) throws -> [String] {
        let used = Set(try steps(in: database).flatMap { $0.detail.split(separator: " ") })
        return try tables.flatMap { table in
            try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name = ?",
                arguments: [table])
        }.filter { !used.contains($0[...]) }
    }

    private func steps(in database: Database) throws -> [Step] {
        try statements.flatMap { sql in
            let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            // A plan needs no values.
            statement.setUncheckedArguments(StatementArguments())
            return try Row.fetchAll(statement).map { Step(detail: $0["detail"], sql: sql) }
        }
    }
}

extension QueryPlans.Step {
    fileprivate var isWide: Bool {
        if detail == "SCAN CONSTANT ROW" || detail.hasPrefix("SCAN sqlite_") { return false }
        // The newest of a log is the first that is seen.
        if detail == "SCAN event", sql.hasSuffix("FROM event ORDER BY sequence DESC LIMIT 1") { return false }
        // A whole table is read into an index that lives for one execution.
        if detail.contains(" AUTOMATIC ") { return true }
        // Ranges after the source alone leave most of its rows.
        return detail.hasPrefix("SCAN ") || detail.contains(/\(source=\?(?: AND \w+[<>]\?)*\)/)
    }
}
