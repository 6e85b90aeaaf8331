import Contracts
import EventFeed
import Foundation
import GRDB
import Regulation
import School
import ServiceKit
import SwiftProtobuf

@testable import DeadlineMonitor

/// A store that a journal's events are applied to by hand, as a subscription does it: what falls due before an event is
/// decided before it.
final class TestMonitor {
    static let clock: Int64 = 4_000_000_000_000_000

    let queue: DatabaseQueue
    let log: EventLog
    let projection: JournalProjection
    private var sequence: Int64 = 0
    private(set) var played: [FeedEvent] = []

    /// - Parameter directory: what is there before the first lesson.
    init(_ directory: [any Message] = Sample.directory()) throws {
        queue = try DatabaseQueue()
        guard let own = FeedName("alerts.1"), let feed = FeedName("journal.1") else { throw NoSuchName() }
        log = EventLog(feed: own, erasableTypes: []) { Self.clock }
        projection = DeadlineMonitor.projection(of: feed, PolicyLog(log), now: { Self.clock })
        try queue.write { [log] database in
            for migration in DeadlineMonitor.definition.schema.migrations { try database.execute(sql: migration.sql) }
            try log.prepare(in: database)
        }
        try addSource(1, state: "live")
        try play(directory, at: Sample.at(0, day: -2))
    }

    private struct NoSuchName: Error {}

    func addSource(_ source: Int64, state: String) throws {
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO source (source, feed, state, projection_version, types, cursor, chain_hash, head)
                    VALUES (?, 'journal.1', ?, 1, '', 0, zeroblob(32), 0)
                    """, arguments: [source, state])
        }
    }

    /// Events recorded at an instant, the next each a microsecond later.
    func play(
        _ messages: [any Message], at instant: Int64, source: Int64 = 1, school: UUID = Sample.school
    ) throws {
        for (index, message) in messages.enumerated() {
            try apply(event(message, at: instant + Int64(index), school: school), source: source)
        }
    }

    func play(_ messages: any Message..., at instant: Int64) throws { try play(messages, at: instant) }

    func event(_ message: any Message, at instant: Int64, school: UUID = Sample.school) throws -> FeedEvent {
        sequence += 1
        let event = FeedEvent(
            sequence: sequence, id: Sample.id(0xF0_0000 + UInt64(sequence)), school: school,
            type: type(of: message).shortName, schemaVersion: 1, recordedAt: instant, actor: .none,
            content: .payload(try message.serializedBytes(), salt: Data()), traceID: .none)
        played.append(event)
        return event
    }

    func apply(_ event: FeedEvent, source: Int64 = 1) throws {
        try queue.write { database in
            if let due = try projection.nextDue(source: source, in: database), due < event.recordedAt {
                try projection.decide(until: event.recordedAt - 1, source: source, in: database)
            }
            try projection.apply(event, source: source, in: database)
        }
    }

    /// The owner has promised everything up to this instant.
    func complete(until instant: Int64, source: Int64 = 1) throws {
        try queue.write { try projection.decide(until: instant, source: source, in: $0) }
    }

    /// What was played, once more into another source, which is then served.
    func rebuild(as source: Int64, from old: Int64, events: [FeedEvent]? = nil, until instant: Int64) throws {
        try addSource(source, state: "building")
        for event in events ?? played { try apply(event, source: source) }
        try complete(until: instant, source: source)
        try queue.write { database in
            try database.execute(sql: "UPDATE source SET state = 'retired' WHERE source = ?", arguments: [old])
            try database.execute(sql: "UPDATE source SET state = 'live' WHERE source = ?", arguments: [source])
            try projection.switched(from: old, to: source, in: database)
        }
    }

    // MARK: What came of it

    /// An alert of the feed in a few words: rule, state, and of a fulfilled one its lateness in minutes.
    func alerts() throws -> [String] {
        try queue.read { database in
            try Row.fetchAll(
                database, sql: "SELECT rule, state, lateness FROM alert ORDER BY due, rule, alert_id"
            ).map { row in
                let rule = Rule(rawValue: row[0])?.name ?? "?"
                let state = ["open", "fulfilled", "withdrawn"][row[1] - 1]
                return "\(rule) \(state)" + ((row[2] as Int64?).map { " \($0 / 60_000_000)" } ?? "")
            }
        }
    }

    func open() throws -> [String] {
        try alerts().filter { $0.hasSuffix(" open") }.map { String($0.dropLast(5)) }
    }

    /// The types of the own feed's events, in order.
    func told() throws -> [String] {
        try queue.read { try String.fetchAll($0, sql: "SELECT type FROM event ORDER BY sequence") }
    }

    /// The alerts that the own feed closed, in order.
    func closed() throws -> [Data] {
        try queue.read {
            try Data.fetchAll($0, sql: "SELECT payload FROM event WHERE type = 'AlertClosed' ORDER BY sequence")
        }.map { try WireAlertClosed(serializedBytes: $0).alertID }
    }

    func due(_ rule: Rule, _ subject: UUID, pupil: UUID? = nil) throws -> Int64? {
        try queue.read { database in
            try Int64.fetchOne(
                database, sql: "SELECT due FROM obligation WHERE rule = ? AND subject_id = ? AND pupil_id = ?",
                arguments: [rule.rawValue, Sample.data(subject), Sample.data(pupil ?? .none)])
        }
    }

    /// All rows of a source, without its number.
    func dump(source: Int64) throws -> [String: [String]] {
        try queue.read { database in
            var tables: [String: [String]] = [:]
            for (table, _) in MonitorStore.tables {
                tables[table] = try Row.fetchAll(
                    database, sql: "SELECT * FROM \(table) WHERE source = ?", arguments: [source]
                ).map { row in row.filter { $0.0 != "source" }.map { "\($0.0)=\($0.1)" }.joined(separator: " ") }
            }
            return tables
        }
    }
}
