import Foundation
import GRDB
import School

/// Statements are compiled once a connection and kept; columns are read by position.
extension JournalStore {
    func first<Value>(
        _ sql: String, _ arguments: StatementArguments, _ read: (Row) throws -> Value
    ) throws -> Value? {
        let rows = try Row.fetchCursor(try database.cachedStatement(sql: sql), arguments: arguments)
        // The row is read straight from the statement, which the cursor resets when it goes.
        return try withExtendedLifetime(rows) { try rows.next().map(read) }
    }

    func all<Value>(
        _ sql: String, _ arguments: StatementArguments, _ read: (Row) throws -> Value
    ) throws -> [Value] {
        let rows = try Row.fetchCursor(try database.cachedStatement(sql: sql), arguments: arguments)
        var values: [Value] = []
        while let row = try rows.next() { values.append(try read(row)) }
        return values
    }

    func exists(_ sql: String, _ arguments: StatementArguments) throws -> Bool {
        try first(sql, arguments) { _ in true } ?? false
    }

    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// Changes the one row an event is about.
    /// - Throws: `DamagedState` if there is no such row: then the tables are not the fold of what came before.
    func change(_ sql: String, _ arguments: StatementArguments) throws {
        try run(sql, arguments)
        guard database.changesCount == 1 else {
            throw DamagedState(what: "an event changed \(database.changesCount) rows where it is about one (\(sql))")
        }
    }
}

extension Row {
    func day(_ index: Int) -> Day { Day(rawValue: self[index]) }

    func optionalDay(_ index: Int) -> Day? { (self[index] as Int32?).map(Day.init(rawValue:)) }

    func minute(_ index: Int) throws -> MinuteOfDay {
        guard let minute = MinuteOfDay(rawValue: self[index]) else { throw DamagedState(what: "a time of day") }
        return minute
    }

    /// An enumeration kept by its raw value.
    func choice<Choice: RawRepresentable<Int>>(_ index: Int) throws -> Choice {
        guard let choice = Choice(rawValue: self[index]) else { throw DamagedState(what: "a \(Choice.self)") }
        return choice
    }
}
