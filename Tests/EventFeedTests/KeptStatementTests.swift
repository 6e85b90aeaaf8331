import Foundation
import GRDB
import School
import Testing

@testable import EventFeed

@Suite struct KeptStatementTests {
    private let database: DatabaseQueue

    init() throws {
        database = try DatabaseQueue()
        try database.write {
            try $0.execute(
                sql: """
                    CREATE TABLE thing (
                        number INTEGER PRIMARY KEY, text TEXT, bytes BLOB, flag INTEGER CHECK (flag IN (0, 1))
                    ) STRICT
                    """)
        }
    }

    private func insert(_ values: Values) throws {
        try database.write {
            try KeptStatement("INSERT INTO thing (number, text, bytes, flag) VALUES (?, ?, ?, ?)", in: $0).run(values)
        }
    }

    private func first<Value>(_ column: String, _ read: (Columns) throws -> Value) throws -> Value? {
        try database.read { try KeptStatement("SELECT \(column) FROM thing ORDER BY number", in: $0).first([], read) }
    }

    @Test("What is bound is what is read, byte for byte, empty and with a zero byte in it")
    func bindsValues() throws {
        let bytes = Data([0, 255, 0])
        try insert([Int64.min, "звонок\0!", bytes, true])
        try insert([Int64.max, "", Data(), false])
        let rows = try database.read {
            try KeptStatement("SELECT number, bytes, flag, length(CAST(text AS BLOB)) FROM thing ORDER BY 1", in: $0)
                .all { (number: $0[0] as Int64, bytes: $0[1] as Data, flag: $0[2] as Bool, length: $0[3] as Int) }
        }
        #expect(rows.map(\.number) == [.min, .max])
        #expect(rows.map(\.bytes) == [bytes, Data()])
        #expect(rows.map(\.flag) == [true, false])
        #expect(rows.map(\.length) == ["звонок\0!".utf8.count, 0])
    }

    @Test("NULL is bound as nil and read as nil, and an empty text or blob is not NULL")
    func keepsNull() throws {
        try insert([1, nil, nil, nil])
        try insert([2, "", Data(), nil])
        let rows = try database.read {
            try KeptStatement("SELECT text, bytes FROM thing ORDER BY number", in: $0)
                .all { ($0[0] as String?, $0[1] as Data?) }
        }
        #expect(rows.map(\.0) == [nil, ""])
        #expect(rows.map(\.1) == [nil, Data()])
    }

    @Test("An id is kept as its sixteen bytes")
    func bindsIDs() throws {
        let id = numbered(7)
        try insert([1, nil, id, nil])
        #expect(try first("bytes") { $0[0] as UUID } == id)
        #expect(try first("bytes") { $0[0] as Data } == id.data)
    }

    @Test("What has not sixteen bytes is no id", arguments: [nil, Data(), Data(count: 15), Data(count: 17)])
    func readsNoID(_ bytes: Data?) throws {
        try insert([1, nil, bytes, nil])
        #expect(try first("bytes") { $0[0] as UUID? } == .some(nil))
    }

    @Test("Rows are handed over until enough are read, and the statement can be run again")
    func stopsEarly() throws {
        for number in 1...5 { try insert([number, nil, nil, nil]) }
        for _ in 1...2 {
            var seen: [Int64] = []
            try database.read {
                try KeptStatement("SELECT number FROM thing WHERE number > ? ORDER BY number", in: $0).each([1]) {
                    row in
                    seen.append(row[0])
                    return seen.count < 3
                }
            }
            #expect(seen == [2, 3, 4])
        }
    }

    @Test("A number beyond SQLite's largest is refused and nothing is stored")
    func refusesLargeNumbers() throws {
        let error = #expect(throws: DatabaseError.self) { try insert([UInt64.max, nil, nil, nil]) }
        #expect(error?.resultCode == .SQLITE_RANGE)
        #expect(try first("number") { $0[0] as Int64 } == nil)
    }

    @Test("Too few or too many values are refused", arguments: [Values([1, nil, nil]), [1, nil, nil, nil, nil]])
    func refusesWrongCount(_ values: Values) throws {
        let error = #expect(throws: DatabaseError.self) { try insert(values) }
        #expect(error?.resultCode == .SQLITE_MISUSE)
    }

    @Test("A broken rule is told by its code and the statement, without the values, and the statement goes on working")
    func reportsConstraints() throws {
        let secret = "Иванова Анна"
        let error = #expect(throws: DatabaseError.self) {
            try database.write {
                try KeptStatement("INSERT INTO thing (text, flag) VALUES (?, ?)", in: $0).run([secret, 2])
            }
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
        #expect(error.map { "\($0)".contains(secret) } == false)
        try database.write {
            try KeptStatement("INSERT INTO thing (text, flag) VALUES (?, ?)", in: $0).run([secret, 1])
        }
        #expect(try first("flag") { $0[0] as Int } == 1)
    }

    @Test("An error while a row is read leaves the statement ready for the next time")
    func resetsAfterErrors() throws {
        struct Stop: Error {}
        try insert([1, nil, nil, nil])
        try database.read { database in
            let statement = try KeptStatement("SELECT number FROM thing", in: database)
            #expect(throws: Stop.self) { try statement.first { _ in throw Stop() } }
            #expect(try statement.first { $0[0] as Int } == 1)
            #expect(try statement.all { $0[0] as Int } == [1])
        }
    }
}
