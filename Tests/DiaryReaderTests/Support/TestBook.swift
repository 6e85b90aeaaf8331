import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Synchronization

@testable import DiaryReader

/// A diary to which events of a journal are applied by hand, and what it shows.
final class TestBook: Sendable {
    let diary: TestDiary
    let projection = JournalProjection()
    private let sequence = Mutex<Int64>(0)

    var queue: DatabaseQueue { diary.queue }

    /// - Parameters:
    ///   - isPrepared: with the sample school, in source 1.
    ///   - hasAccount: the sample guardian has one.
    init(isPrepared: Bool = true, hasAccount: Bool = true) throws {
        diary = try TestDiary()
        try serve(source: 1)
        if isPrepared { try apply(all: Lessons.school) }
        if hasAccount { try give(Sample.guardian) }
    }

    /// Makes a source the one that is served of its feed.
    func serve(source: Int64, feed: String = "journal.1", completeUntil: Int64? = Sample.now) throws {
        try queue.write { database in
            try database.execute(
                sql: "UPDATE source SET state = 'retired' WHERE feed = ? AND state = 'live'", arguments: [feed])
            try database.execute(
                sql: """
                    INSERT INTO source (source, feed, state, projection_version, types, cursor, chain_hash, head,
                        complete_until) VALUES (?, ?, 'live', 1, '', 0, ?, 0, ?)
                    """, arguments: [source, feed, Data(count: 32), completeUntil])
        }
    }

    func apply(_ messages: any Message..., source: Int64 = 1, school: UUID = Sample.school) throws {
        try apply(all: messages, source: source, school: school)
    }

    func apply(all messages: [any Message], source: Int64 = 1, school: UUID = Sample.school) throws {
        for message in messages {
            try apply(
                event(type(of: message).shortName, .payload(try message.serializedBytes(), salt: Data()), school),
                source: source)
        }
    }

    /// In a transaction of its own, as one that throws is rolled back.
    @discardableResult
    func apply(_ event: FeedEvent, source: Int64 = 1) throws -> Int64 {
        try queue.write { try projection.apply(event, source: source, in: $0) }
        return event.sequence
    }

    func event(
        _ type: String, _ content: EventContent, _ school: UUID = Sample.school, schemaVersion: UInt32 = 1
    ) -> FeedEvent {
        let number = sequence.withLock { count in
            count += 1
            return count
        }
        return FeedEvent(
            sequence: number, id: Sample.id(UInt64(number)), school: school, type: type,
            schemaVersion: schemaVersion, recordedAt: number, actor: .none, content: content, traceID: .none)
    }

    // MARK: What it shows

    var book: DiaryBook { DiaryBook(reader: queue, now: { [diary] in diary.now }) }

    /// Gives a person an account, whatever the diary knows of them.
    func give(_ person: UUID, _ holder: Holder = .guardian, school: UUID = Sample.school) throws {
        try queue.write { database in
            try database.execute(
                sql: "INSERT INTO account (account_id, school_id, version, person_id, holder) VALUES (?, ?, 1, ?, ?)",
                arguments: [UUID().wire, school.wire, person.wire, holder.rawValue])
        }
    }

    /// The sample pupil's week, as a person sees it.
    func week(
        _ day: String = "2026-10-14", of pupil: UUID? = Sample.pupil, for person: UUID = Sample.guardian
    ) async throws -> DiaryWeek? {
        try await book.week(of: pupil, around: Sample.day(day), for: person)?.week
    }

    func children(of person: UUID = Sample.guardian) async throws -> [Child] {
        try await book.family(of: person)?.children ?? []
    }

    /// All tables' rows of a source, without its number.
    func dump(source: Int64) throws -> [String: [String]] {
        try queue.read { database in
            var tables: [String: [String]] = [:]
            for (table, _) in JournalProjection.tables {
                tables[table] = try Row.fetchAll(
                    database, sql: "SELECT * FROM \(table) WHERE source = ?", arguments: [source]
                ).map { row in row.dropFirst().map { "\($0.0)=\($0.1)" }.joined(separator: " ") }.sorted()
            }
            return tables
        }
    }
}

extension DiaryWeek {
    func day(_ text: String) -> DiaryDay? { days.first { $0.day == Sample.day(text) } }
}
