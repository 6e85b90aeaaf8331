import Contracts
import EventFeed
import Foundation
import GRDB
import School
import ServiceKit
import SwiftProtobuf

@testable import Notifier

/// A store in memory that the events of three feeds are applied to by hand, and the desk that decides upon them.
final class TestPost {
    static let feeds = ["journal.1", "diary.1", "alerts.1"]

    let queue: DatabaseQueue
    let log: EventLog
    let ledger: MailLedger
    let shelf = ZoneShelf()
    let desk: MailDesk
    private var sequences: [String: Int64] = [:]
    private var sources = ["journal.1": Int64(1), "diary.1": 2, "alerts.1": 3]
    private(set) var played: [String: [FeedEvent]] = [:]

    /// - Parameter away: names of feeds that are subscribed to and were never reached.
    init(
        schedule: RetrySchedule = RetrySchedule(first: Sample.minute, longest: Sample.hour), away: [String] = []
    ) throws {
        queue = try DatabaseQueue()
        guard let own = FeedName("deliveries.1"), let hours = Self.hours else { throw Unusable() }
        log = EventLog(feed: own, erasableTypes: []) { Sample.at(23, day: 300) }
        ledger = MailLedger(log: PolicyLog(log))
        desk = MailDesk(
            .init(
                database: queue, feeds: Self.feeds + away, ledger: ledger,
                marks: Sample.policy, hours: hours,
                calendar: .krasnodar, schedule: schedule, shelf: shelf,
                now: { Sample.at(23, day: 300) }, render: { Self.render($0, $1) }))
        try queue.write { [log] database in
            for migration in Notifier.definition.schema.migrations { try database.execute(sql: migration.sql) }
            try log.prepare(in: database)
        }
        for (feed, source) in sources { try addSource(source, of: feed, state: "live") }
        try play(Sample.directory, at: Sample.at(0, day: -30))
        try play([Sample.issued(), Sample.card("mother@family.example")], of: "diary.1", at: Sample.at(0, day: -30))
    }

    struct Unusable: Error {}

    static let hours = StaffHours(
        overdueAt: MinuteOfDay(hour: 7, minute: 30) ?? .midnight,
        quietFrom: MinuteOfDay(hour: 20, minute: 0) ?? .midnight)

    /// What a mail tells in a line a thing, so that a test sees it without the words of a letter.
    private static func render(_ contents: MailContents, _ mail: RenderedMail) -> Data? {
        let lines =
            switch contents {
            case .marks(let marks):
                [marks.childName ?? "?"]
                    + marks.told.map { "\($0.subject ?? "?") \(words($0.before)) \(words($0.after))" }
            case .overdue(let overdue):
                overdue.items.map { "\($0.day) \($0.group ?? "?") \($0.subject ?? "?") \($0.rule)" }
            }
        return Data(([mail.address] + lines).joined(separator: "\n").utf8)
    }

    private static func words(_ value: CellValue) -> String {
        switch value {
        case .points(let points): "\(points)"
        case .pass, .fail, .owed: "symbol"
        case nil: "-"
        }
    }

    private func addSource(_ source: Int64, of feed: String, state: String) throws {
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO source (source, feed, state, projection_version, types, cursor, chain_hash, head)
                    VALUES (?, ?, ?, 1, '', 0, zeroblob(32), 0)
                    """, arguments: [source, feed, state])
        }
    }

    // MARK: What the feeds say

    /// Events recorded at an instant, the next each a microsecond later.
    @discardableResult
    func play(
        _ messages: [any Message], of feed: String = "journal.1", at instant: Int64, school: UUID = Sample.school
    ) throws -> [FeedEvent] {
        try messages.enumerated().map { index, message in
            let event = try event(message, of: feed, at: instant + Int64(index), school: school)
            try apply(event, of: feed)
            return event
        }
    }

    @discardableResult
    func play(_ messages: any Message..., of feed: String = "journal.1", at instant: Int64) throws -> [FeedEvent] {
        try play(messages, of: feed, at: instant)
    }

    func event(
        _ message: any Message, of feed: String, at instant: Int64, school: UUID = Sample.school
    ) throws -> FeedEvent {
        let sequence = (sequences[feed] ?? 0) + 1
        sequences[feed] = sequence
        let number = UInt64(Self.feeds.firstIndex(of: feed) ?? 9) << 24 | UInt64(sequence)
        let event = FeedEvent(
            sequence: sequence, id: Sample.id(0xF000_0000_0000 | number), school: school,
            type: type(of: message).shortName, schemaVersion: 1, recordedAt: instant, actor: .none,
            content: .payload(try message.serializedBytes(), salt: Data()), traceID: .none)
        played[feed, default: []].append(event)
        return event
    }

    func apply(_ event: FeedEvent, of feed: String) throws {
        guard let source = sources[feed] else { throw Unusable() }
        try queue.write { try projection(of: feed).apply(event, source: source, in: $0) }
    }

    private func projection(of feed: String) throws -> any Projection {
        guard let name = FeedName(feed), let made = Projections(PolicyLog(log)).projection(for: name) else {
            throw Unusable()
        }
        return made
    }

    /// The owners have promised everything up to this instant.
    func promise(_ instant: Int64, of feeds: [String] = TestPost.feeds) throws {
        try queue.write { database in
            for feed in feeds {
                try database.execute(
                    sql: "UPDATE source SET complete_until = ? WHERE feed = ?", arguments: [instant, feed])
            }
        }
    }

    /// A feed read anew, perhaps without some of what it once told.
    func rebuild(_ feed: String, events: [FeedEvent]? = nil) throws {
        let old = sources[feed]
        let source = (sources.values.max() ?? 0) + 1
        let until = try queue.read {
            try Int64.fetchOne($0, sql: "SELECT complete_until FROM source WHERE source = ?", arguments: [old])
        }
        try addSource(source, of: feed, state: "building")
        sources[feed] = source
        for event in events ?? played[feed] ?? [] { try apply(event, of: feed) }
        try queue.write { database in
            try database.execute(sql: "UPDATE source SET state = 'retired' WHERE source = ?", arguments: [old])
            try database.execute(
                sql: "UPDATE source SET state = 'live', complete_until = ? WHERE source = ?",
                arguments: [until, source])
            try projection(of: feed).switched(from: old, to: source, in: database)
        }
    }

    /// Another guardian of the pupil, with an account and an address.
    func addGuardian(_ number: UInt64, at instant: Int64) throws {
        let (guardian, account) = (Sample.id(0x1_0000 + number), Sample.id(0x3_0000 + number))
        try play(
            Sample.guardianship(Sample.id(0x2_0000 + number), guardian, of: Sample.pupil), at: instant + Int64(number))
        try play(
            Sample.issued(account, to: guardian), Sample.card("guardian\(number)@family.example", account),
            of: "diary.1", at: instant + 2 * Int64(number))
    }

    // MARK: What the notifier does

    /// Decides everything up to an instant that all owners have promised.
    func decide(until instant: Int64) async throws {
        try promise(instant)
        while try await desk.planMarks().isMore {}
        while try await desk.planOverdue().isMore {}
    }

    /// Takes what is to be sent, as one look of the worker does.
    func claim(at now: Int64) async throws -> [ClaimedMail] { try await desk.claim(limit: 100, now: now).mails }

    /// Each mail's state, a suppressed one's with the reason, in order of time.
    func states() throws -> [String] {
        try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT state, reason FROM mail ORDER BY opens_at, recipient_id, child_id")
                .map {
                    let reason = (($0[1] as Int?).flatMap(Suppression.init(rawValue:))?.name).map { " " + $0 } ?? ""
                    return ($0[0] as String) + reason
                }
        }
    }

    /// What each mail tells of marks, as «before after», in order of time.
    func told() throws -> [String] {
        try queue.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT before, after FROM mail_told JOIN mail USING (mail_id) ORDER BY opens_at, recipient_id, thing_id
                    """
            ).map { "\(($0[0] as Int?).map(String.init) ?? "-") \(($0[1] as Int?).map(String.init) ?? "-")" }
        }
    }

    /// The types of the own feed's events, in order.
    func feed() throws -> [String] {
        try queue.read { try String.fetchAll($0, sql: "SELECT type FROM event ORDER BY sequence") }
    }

    /// The address and the bytes kept of each mail; nil where nothing is kept.
    func kept() throws -> [String?] {
        try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT address, content FROM mail").map { row in
                guard let address = row[0] as String?, let content = row[1] as Data? else { return nil }
                return address + ": " + String(decoding: content, as: UTF8.self)
            }
        }
    }

    /// The rows of mails, to see that nothing changed.
    func dump() throws -> [String] {
        try queue.read { database in
            try ["mail", "mail_event", "mail_told"].flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { "\($0)" }
            }
        }
    }
}

extension ClaimedMail {
    var text: String { String(decoding: content, as: UTF8.self) }
}
