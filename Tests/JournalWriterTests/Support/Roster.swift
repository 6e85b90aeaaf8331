import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

/// A roster as a sender stages it.
struct Roster {
    static let source = "oneroster:city.example"
    static let name = "ApplyStage"
    /// Every kind, as a bulk file names them.
    static let everything = RosterKind.allCases

    var day = Sample.day("2026-09-01")
    var whole: [RosterKind] = []
    var source = Roster.source
    /// Of whose names it has all there are.
    var wholeNames: [NamedKind] = []
    var isOlder = false
    /// Microseconds UTC.
    var changedAt: Int64?
    var records: [(message: any Message, school: UUID?)]

    /// Of the first day of school.
    init(whole: [RosterKind] = [], source: String = Roster.source, _ records: [any Message]) {
        self.init("2026-09-01", whole: whole, source: source, records)
    }

    init(
        _ day: String, whole: [RosterKind] = [], source: String = Roster.source,
        _ records: [any Message]
    ) {
        self.day = Sample.day(day)
        self.whole = whole
        self.source = source
        self.records = records.map { ($0, nil) }
    }

    var opening: WireOpenRoster {
        .with {
            $0.source = source
            $0.effectiveDay = day.rawValue
            if isOlder { $0.older = true }
            if let changedAt { $0.changedAt = changedAt }
            $0.whole = whole.map { WireRosterKind(rawValue: $0.rawValue) ?? .unspecified }
            $0.wholeNames = wholeNames.map { WireNamedKind(rawValue: $0.rawValue) ?? .unspecified }
        }
    }

    /// With its first and its last record.
    var commands: [WireStagedCommand] {
        let all = [(opening, nil)] + records + [(WireCloseRoster(), nil)]
        return all.map { Self.staged($0.0, of: $0.1) }
    }

    static func staged(_ message: any Message, of school: UUID? = nil) -> WireStagedCommand {
        .with {
            $0.name = TestJournal.name(of: message)
            $0.body = (try? message.serializedBytes()) ?? Data()
            if let school { $0.schoolID = school.wire }
        }
    }
}

/// What a roster came to.
struct Taken {
    let events: [RecordedEvent]
    let changes: [ChangeCount]

    var types: [String] { events.map(\.type) }

    func count(_ kind: RosterKind, _ outcome: ChangeCount.Outcome) -> UInt64 {
        changes.first { $0.kind == kind.word }?[outcome] ?? 0
    }
}

extension TestJournal {
    /// Stages a roster's commands in chunks and applies them, as `sender`.
    func apply(
        chunks: [[WireStagedCommand]], isTry: Bool = false, school: UUID = Sample.school,
        rights: Choice<String> = .all, schools: Choice<UUID> = .all, sender: String = importer
    ) throws -> CommandAnswer {
        try apply(
            try stage(chunks, school: school, sender: sender), chunks: chunks.count, isTry: isTry, school: school,
            rights: rights, schools: schools, sender: sender)
    }

    /// Who brings rosters in, unless a test says otherwise.
    static let importer = "importer"

    /// Stages commands.
    /// - Returns: the stage's id.
    func stage(
        _ chunks: [[WireStagedCommand]], school: UUID = Sample.school, sender: String = importer
    ) throws -> UUID {
        let stage = UUID()
        try queue.write { database in
            try database.execute(
                sql: "INSERT INTO stage (sender, stage_id, school_id, begun_at) VALUES (?, ?, ?, ?)",
                arguments: [sender, stage.wire, school.wire, now])
            for (index, commands) in chunks.enumerated() {
                let content = try WireStagedCommands.with { $0.commands = commands }.serializedBytes() as Data
                try database.execute(
                    sql: "INSERT INTO stage_chunk (sender, stage_id, number, content) VALUES (?, ?, ?, ?)",
                    arguments: [sender, stage.wire, index + 1, content])
            }
        }
        return stage
    }

    /// Applies what `importer` has staged.
    func apply(
        _ stage: UUID, chunks: Int, isTry: Bool = false, school: UUID = Sample.school,
        rights: Choice<String> = .all, schools: Choice<UUID> = .all, sender: String = importer
    ) throws -> CommandAnswer {
        let body = WireApplyStage.with {
            $0.stageID = stage.wire
            $0.chunks = UInt32(chunks)
            if isTry { $0.onlyTry = true }
        }
        return perform(
            Command(
                id: UUID(), sender: sender, issuedAt: now, actor: .none, school: school, name: Roster.name,
                body: try body.serializedBytes(), rights: rights, schools: schools))
    }

    /// Applies a roster that must be accepted.
    @discardableResult
    func take(
        _ roster: Roster, isTry: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Taken {
        switch try apply(chunks: [roster.commands], isTry: isTry) {
        case .accepted(let range, let changes):
            return Taken(events: try range.map { try events(in: $0) } ?? [], changes: changes)
        case .rejected(let rejection):
            Issue.record("the roster was rejected: \(rejection)", sourceLocation: sourceLocation)
            throw rejection
        }
    }

    /// Applies a roster that must be rejected, and checks that nothing of it stands.
    func refuse(_ roster: Roster, sourceLocation: SourceLocation = #_sourceLocation) throws -> Rejection {
        try refuse(chunks: [roster.commands], sourceLocation: sourceLocation)
    }

    func refuse(
        chunks: [[WireStagedCommand]], rights: Choice<String> = .all, schools: Choice<UUID> = .all,
        sender: String = importer, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Rejection {
        let before = (try dump(), try eventCount(), try mapping())
        let answer = try apply(chunks: chunks, rights: rights, schools: schools, sender: sender)
        #expect(try dump() == before.0, sourceLocation: sourceLocation)
        #expect(try eventCount() == before.1, sourceLocation: sourceLocation)
        #expect(try mapping() == before.2, sourceLocation: sourceLocation)
        guard case .rejected(let rejection) = answer else {
            Issue.record("the roster was accepted", sourceLocation: sourceLocation)
            throw Unexpected.accepted
        }
        return rejection
    }

    /// The rows of the mapping, without the run that saw them.
    func mapping() throws -> [String] {
        try queue.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT source_id, kind, school_id, sourced_id, thing_id, generation, gone, said_first_day
                    FROM roster_record
                    """
            ).map(\.debugDescription)
                + Row.fetchAll(database, sql: "SELECT * FROM roster_name").map(\.debugDescription)
        }
    }

    func rows(of table: String) throws -> Int? {
        try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
    }

    /// What the journal made of a record.
    func thing(_ kind: RosterKind, _ sourcedID: String, of school: UUID = Sample.school) throws -> UUID {
        let found = try queue.read { database in
            try UUID.fetchOne(
                database,
                sql: "SELECT thing_id FROM roster_record WHERE kind = ? AND sourced_id = ? AND school_id = ?",
                arguments: [kind.rawValue, sourcedID, school])
        }
        return try #require(found)
    }
}
