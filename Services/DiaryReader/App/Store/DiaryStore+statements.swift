import EventFeed
import Foundation
import GRDB
import School

/// Statements are compiled once a connection and kept; columns are read by position.
extension DiaryStore {
    func first<Value>(
        _ sql: String, _ values: Values, _ read: (Columns) throws -> Value
    ) throws -> Value? {
        try KeptStatement(sql, in: database).first(values, read)
    }

    func all<Value>(
        _ sql: String, _ values: Values, _ read: (Columns) throws -> Value
    ) throws -> [Value] {
        try KeptStatement(sql, in: database).all(values, read)
    }

    func exists(_ sql: String, _ values: Values) throws -> Bool {
        try first(sql, values) { _ in true } ?? false
    }

    func run(_ sql: String, _ values: Values) throws {
        try KeptStatement(sql, in: database).run(values)
    }

    /// Changes the one row an event is about.
    /// - Throws: `DamagedState` if there is no such row: then the tables are not the fold of what came before.
    func change(_ sql: String, _ values: Values) throws {
        try run(sql, values)
        guard database.changesCount == 1 else {
            throw DamagedState(what: "an event changed \(database.changesCount) rows where it is about one (\(sql))")
        }
    }
}

extension Columns {
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
