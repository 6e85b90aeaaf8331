import Contracts
import Foundation
import GRDB
import JournalWriter
import School
import SwiftProtobuf

@testable import EventFeed

/// A journal in memory after the sample history: one school with one of everything.
struct SampleJournal: Sendable {
    /// Why the sample cannot be made or is not what it must be.
    struct Unusable: Error { let what: String }

    static let feedName = "journal.fuzzed"
    static let sender = "fuzzer"
    static let school = SampleIDs.id(1)
    /// An id nobody has yet.
    static let newID = SampleIDs.id(0x500)
    /// Wednesday 14 October 2026, noon in Moscow; microseconds UTC. The clock stands still.
    static let now: Int64 = 1_791_968_400_000_000

    let log: EventLog
    let database: DatabaseQueue
    let executor: CommandExecutor

    init() throws {
        Randomness.restart()
        guard let feed = FeedName(Self.feedName) else { throw Unusable(what: "\(Self.feedName) is no feed's name") }
        let log = EventLog(feed: feed, erasableTypes: JournalEvents.erasableTypes, now: { Self.now })
        self.log = log
        database = try DatabaseQueue()
        executor = CommandExecutor(log: log, handler: JournalCommandHandler())
        try database.write { database in
            try database.execute(sql: EventLog.newest)
            try database.execute(sql: JournalStore.newest)
            try log.prepare(in: database)
            for (number, message) in SampleHistory.past.enumerated() {
                try carryOut(try Self.command(message, id: SampleIDs.id(0x1000 + UInt64(number))), in: database)
            }
            _ = try Staging(limits: CommandLimits()).begin(
                SampleIDs.stage, school: Self.school, sender: Self.sender, at: Self.now, in: database)
        }
    }

    /// A command of the sample's sender.
    static func command(_ message: any Message, id: UUID) throws -> Command {
        Command(
            id: id, sender: sender, issuedAt: now, actor: .none, school: school, name: message.shortName,
            body: try message.serializedBytes())
    }

    /// Carries a command out that must be accepted.
    func carryOut(_ command: Command, in database: Database) throws {
        for answer in try executor.execute([command], in: database) {
            if case .rejected(let rejection) = answer {
                throw Unusable(what: "\(command.name) is rejected: \(rejection)")
            }
        }
    }
}

extension Message {
    /// The name without its package: that of the command.
    var shortName: String { String(Self.protoMessageName.split(separator: ".").last ?? "") }
}

extension SampleJournal {
    /// The log's events of these types, in their order; nil: of all.
    func events(_ types: Set<String>?) throws -> [FeedEvent] {
        try database.read { try events(after: .origin(of: log.feed), types, in: $0) }
    }

    /// What a command appends that must be accepted now; it is taken back again.
    func events(following message: any Message) throws -> [FeedEvent] {
        var appended: [FeedEvent] = []
        try database.inTransaction { database in
            let before = try log.tail(in: database).position
            try carryOut(try Self.command(message, id: Self.newID), in: database)
            appended = try events(after: before, nil, in: database)
            return .rollback
        }
        return appended
    }

    private func events(
        after position: FeedPosition, _ types: Set<String>?, in database: Database
    ) throws -> [FeedEvent] {
        let request = FetchRequest(
            after: position, types: types, maximumEvents: FeedReader.maximumEvents,
            maximumBytes: FeedReader.maximumBytes)
        let answer = try FeedReader(log: log, database: self.database).answer(request, in: database)
        guard case .batch(let batch) = answer else {
            throw Unusable(what: "the log diverges from its own past")
        }
        return batch.events
    }
}
