import EventFeed
import Foundation
import GRDB

/// Writes what one event says, with statements compiled once a connection.
struct FactStatements {
    let event: FeedEvent
    let source: Int64
    let database: Database

    /// Carries out a statement.
    func run(_ sql: String, _ values: Values) throws { try KeptStatement(sql, in: database).run(values) }

    /// Carries out a statement that must change something: what an event refers to must be there, of the same source.
    func change(_ sql: String, _ values: Values) throws {
        try run(sql, values)
        guard database.changesCount > 0 else { throw unknown }
    }

    /// Checks that what an event refers to is there: that the statement finds a row.
    func require(_ sql: String, _ values: Values) throws {
        guard try KeptStatement(sql, in: database).first(values, { _ in true }) == true else { throw unknown }
    }

    private var unknown: PoisonedEvent {
        PoisonedEvent(event, "it is about something that this feed has not told of")
    }

    /// The persons whose cards are blanked, before the rows go.
    func persons(_ column: String, of table: String, at sequences: [Int64]) throws -> [UUID] {
        try sequences.compactMap { sequence in
            try KeptStatement("SELECT \(column) FROM \(table) WHERE source = ? AND sequence = ?", in: database)
                .first([source, sequence]) { $0[0] }
        }
    }

    func erase(_ table: String, at sequences: [Int64]) throws {
        for sequence in sequences {
            try run("DELETE FROM \(table) WHERE source = ? AND sequence = ?", [source, sequence])
        }
    }
}

/// Deletes the rows of a source nobody reads any more, a bounded step at a time.
enum SourceClearing {
    static func clear(
        _ tables: [(name: String, key: String)], source: Int64, limit: Int, in database: Database
    ) throws -> Bool {
        var left = limit
        for (table, key) in tables where left > 0 {
            let statement = try database.cachedStatement(
                sql: """
                    DELETE FROM \(table) WHERE source = ?1
                        AND (\(key)) IN (SELECT \(key) FROM \(table) WHERE source = ?1 LIMIT ?2)
                    """)
            try statement.execute(arguments: [source, left])
            left -= database.changesCount
        }
        return try tables.allSatisfy { table, _ in
            try Row.fetchOne(database, sql: "SELECT 1 FROM \(table) WHERE source = ? LIMIT 1", arguments: [source])
                == nil
        }
    }
}
