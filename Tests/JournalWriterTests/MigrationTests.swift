import Contracts
import Foundation
import GRDB
import School
import ServiceKit
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A store filled under an older schema")
struct MigrationTests {
    @Test(
        "holds what its events say, as if it had had the newest tables always, once it is migrated",
        arguments: ["journal-3", "journal-4", "journal-5"])
    func migrated(_ first: String) throws {
        let journal = try Self.filled()
        try Self.inFolder { path in
            try Self.makeOlder(at: path, before: first, from: journal)
            let store = try Self.open(path, JournalWriter.definition.schema)
            defer { try? store.close() }
            let (found, expected) = try (store.pool.read(TestJournal.dump), journal.dump())
            for table in JournalStore.tables { #expect(found[table] == expected[table], "table \(table)") }
        }
    }

    @Test("of which the tests' events fill each column that was added")
    func filledColumns() throws {
        let journal = try Self.filled()
        for column in ["lesson.topic_at", "roll.taken_at", "mark.given_at", "mark.worked_at", "mark.sequence"] {
            let parts = column.split(separator: ".")
            #expect(try journal.count(String(parts[0]), where: "\(parts[1]) IS NOT NULL") > 0, "\(column)")
        }
        #expect(try journal.count("absence_correction") > 1)
        #expect(try journal.count("mark", where: "worked_at IS NULL") > 0)
        #expect(try journal.count("mark", where: "worked_at > given_at") > 0)
        // Versions of one, two and three bytes stand before what is looked for.
        #expect(try journal.count("roll", where: "version >= 16384") == 1)
        #expect(try journal.count("mark", where: "version >= 16384") == 1)
    }

    // MARK: - What has happened

    private static func filled() throws -> TestJournal {
        let journal = try Sample.journal()
        try journal.accept(Make.topic("Дроби"))
        try playRolls(journal)
        try playMarks(journal)
        try raiseVersions(journal)
        try playAtRandom(journal)
        return journal
    }

    private static func playRolls(_ journal: TestJournal) throws {
        let (ill, late) = (Make.rollEntry(Sample.pupil, .ill), Make.rollEntry(Sample.markedPupil, .late, minutes: 45))
        let absent = Make.rollEntry(Sample.markedPupil, .absent)
        try journal.accept(Make.takeRoll(Sample.lesson, version: 1, [ill, absent]))
        try journal.accept(Make.takeRoll(Sample.lesson, version: 2, [ill, late]))
        try journal.accept(Make.attendance(Sample.lesson, version: 3, Make.rollEntry(Sample.pupil, .present)))
        try journal.accept(Make.takeRoll(Sample.passFailLesson, version: 0, [absent, ill]))
        try journal.accept(Make.attendance(Sample.passFailLesson, version: 1, Make.rollEntry(Sample.pupil, .exempt)))
        try journal.accept(Make.takeRoll(Sample.passFailLesson, version: 2, [ill]))
        try journal.accept(Make.takeRoll(Sample.unmarkedLesson, version: 0, []))
    }

    private static func playMarks(_ journal: TestJournal) throws {
        let (dot, id) = (Make.value(.owed), Sample.id(0x900))
        try journal.accept(Make.giveMark(id, value: dot))
        try journal.accept(Make.changeMark(id, version: 1, Make.value(points: 3)))
        try journal.accept(Make.changeMark(id, version: 2, Make.value(points: 5)))
        try journal.accept(Make.changeMark(version: 1, dot))
        try journal.accept(Make.work(Sample.id(0x901), Sample.lesson))
        try journal.accept(Make.giveMark(Sample.id(0x902), work: Sample.id(0x901), value: dot))
    }

    private static func playAtRandom(_ journal: TestJournal) throws {
        for seed in UInt64(1)...3 {
            var play = RandomPlay(seed: seed)
            for _ in 0..<100 { _ = try journal.send(play.nextCommand()) }
        }
    }

    /// A roll and a mark that were changed as often as nobody does: the versions are raised by hand.
    private static func raiseVersions(_ journal: TestJournal) throws {
        for version in [126, 16_382] as [UInt32] {
            try journal.queue.write { database in
                try database.execute(
                    sql: "UPDATE roll SET version = ? WHERE lesson_id = ?", arguments: [version, Sample.lesson])
                try database.execute(
                    sql: "UPDATE mark SET version = ? WHERE mark_id = ?", arguments: [version, Sample.mark])
            }
            for (index, code) in [WireAttendanceCode.ill, .present, .excused, .present].enumerated() {
                let entry = Make.rollEntry(Sample.pupil, code)
                try journal.accept(Make.attendance(Sample.lesson, version: version + UInt32(index), entry))
            }
            for (index, value) in [Make.value(points: 2), Make.value(.owed), Make.value(points: 5)].enumerated() {
                try journal.accept(Make.changeMark(version: version + UInt32(index), value))
            }
        }
    }

    // MARK: - Stores

    private static func open(_ path: String, _ schema: StoreSchema) throws -> Store {
        try Store.open(
            StoreOptions(path: path, purpose: .migrate, isSample: true, command: "test", minimumFreeBytes: 0),
            schema: schema)
    }

    /// A store without this migration and those after it, with the log and the state as far as its tables hold them.
    private static func makeOlder(at path: String, before first: String, from journal: TestJournal) throws {
        let own = JournalWriter.definition.schema.migrations.dropFirst()
        let older = Array(own.prefix { $0.name != first })
        #expect(older.count < own.count)
        let store = try open(path, StoreSchema(service: JournalWriter.definition.name, migrations: older))
        try store.pool.write { database in
            for table in try (["event"] + JournalStore.tables).filter({ try database.tableExists($0) }) {
                let columns = try database.columns(in: table).map { "\"\($0.name)\"" }.joined(separator: ", ")
                for row in try journal.queue.read({ try Row.fetchAll($0, sql: "SELECT \(columns) FROM \(table)") }) {
                    let places = row.map { _ in "?" }.joined(separator: ", ")
                    try database.execute(
                        sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))",
                        arguments: StatementArguments(row.databaseValues))
                }
            }
        }
        try store.close()
    }

    private static func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent("store.sqlite").path)
    }
}
