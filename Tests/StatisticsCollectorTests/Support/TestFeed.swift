import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf

@testable import StatisticsCollector

/// A store that events are applied to by hand, and the figures it gives.
final class TestFeed {
    static let everything: Int64 = 4_102_444_800_000_000

    let queue: DatabaseQueue
    let projection = JournalProjection()
    private var sequence: Int64 = 0

    /// - Parameter isPrepared: with the sample school and its group, in source 1.
    init(isPrepared: Bool = true) throws {
        queue = try DatabaseQueue()
        try queue.write {
            try $0.execute(sql: StatisticsStore.newest)
            try $0.execute(sql: Subscription.newest)
        }
        if isPrepared { try apply(Sample.registered(), Sample.groupOpened()) }
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
    func apply(_ event: FeedEvent, source: Int64 = 1) throws {
        try queue.write { try projection.apply(event, source: source, in: $0) }
    }

    /// Applies a message as recorded at an instant, microseconds UTC.
    func apply(_ message: any Message, at instant: Int64) throws {
        sequence = max(sequence, instant - 1)
        try apply(message)
    }

    /// The next event is recorded as the first was, or a microsecond after an instant.
    func restart(at instant: Int64 = 0) { sequence = instant }

    func event(
        _ type: String, _ content: EventContent, _ school: UUID = Sample.school, schemaVersion: UInt32 = 1
    ) -> FeedEvent {
        sequence += 1
        return FeedEvent(
            sequence: sequence, id: Sample.id(UInt64(sequence)), school: school, type: type,
            schemaVersion: schemaVersion, recordedAt: sequence, actor: .none, content: content, traceID: .none)
    }

    /// What a subscription writes of the source whose rows are served.
    func serve(source: Int64, completeUntil: Int64) throws {
        try queue.write {
            try $0.execute(
                sql: """
                    INSERT INTO source
                        (source, feed, state, projection_version, types, cursor, chain_hash, head, complete_until)
                    VALUES (?, 'journal.1', 'live', 1, '', 1, zeroblob(32), 1, ?)
                    """,
                arguments: [source, completeUntil])
        }
    }

    static func standing(
        source: Int64? = 1, completeUntil: Int64? = everything, feed: String = "journal.1"
    ) -> FeedStanding {
        FeedStanding(
            feed: feed, source: source, state: "live", since: nil, cursor: 1, completeUntil: completeUntil)
    }

    /// The rows of a school over a week from the sample day.
    func rows(
        _ standings: FeedStanding..., school: UUID = Sample.school, classID: UUID? = nil
    ) throws -> [FiguresRow] {
        guard let request = FiguresRequest(school: school, classID: classID, days: Sample.day...Sample.day + 6) else {
            return []
        }
        let standings = standings.isEmpty ? [Self.standing()] : standings
        return try queue.read { try FiguresReader().rows(request, from: standings, in: $0) }
    }

    /// The figures of the sample class on the sample day.
    func figures(completeUntil: Int64? = everything, day: Day = Sample.day) throws -> DayFigures {
        let rows = try rows(Self.standing(completeUntil: completeUntil))
        return rows.first { $0.day == day && $0.classID == Sample.classID }?.figures ?? DayFigures()
    }

    /// All tables' rows of a source, without its number.
    func dump(source: Int64) throws -> [String: [String]] {
        try queue.read { database in
            var tables: [String: [String]] = [:]
            for (table, _) in StatisticsStore.tables {
                tables[table] = try Row.fetchAll(
                    database, sql: "SELECT * FROM \(table) WHERE source = ?", arguments: [source]
                ).map { row in row.dropFirst().map { "\($0.0)=\($0.1)" }.joined(separator: " ") }
            }
            return tables
        }
    }
}

extension DayFigures {
    /// In the order of the columns: scheduled, cancelled, held, topics, homework, none set, rolls, marks. The tests'
    /// events are recorded long before, so that marks are on time and nothing else counts yet.
    init(_ numbers: Int...) {
        self.init()
        lessonsScheduled = numbers[0]
        lessonsCancelled = numbers[1]
        lessonsHeld = numbers[2]
        topics = numbers[3]
        homework = numbers[4]
        homeworkNone = numbers[5]
        rolls = numbers[6]
        marks = numbers[7]
        marksOnTime = numbers[7]
    }
}
