import EventFeed
import Foundation
import GRDB

/// What mails need of a diary's feed, as rows.
public struct DiaryProjection: Projection {
    public let types = DiaryEvents.readers.types
    public let version: Int64 = 1

    public init() {}

    public func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        guard let fact = try DiaryEvents.readers.fact(of: event) else { return }
        let statements = FactStatements(event: event, source: source, database: database)
        do {
            try write(fact, statements)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw PoisonedEvent(event, "it makes what is there already")
        }
    }

    public func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        try SourceClearing.clear(NotifierStore.diaryTables, source: source, limit: limit, in: database)
    }

    private func write(_ fact: DiaryFact, _ statements: FactStatements) throws {
        let (source, event) = (statements.source, statements.event)
        switch fact {
        case .accountIssued(let account, let person, let isGuardian):
            try statements.run(
                "INSERT INTO account VALUES (?, ?, ?, ?, ?, NULL)",
                [source, account, person, isGuardian, event.recordedAt])
        case .accountClosed(let account):
            try statements.change(
                "UPDATE account SET closed_at = ? WHERE source = ? AND account_id = ?",
                [event.recordedAt, source, account])
        case .card(let account, let email):
            try statements.run(
                "INSERT INTO account_card VALUES (?, ?, ?, ?)", [source, event.sequence, account, email])
        case .preference(let account, let preference):
            try statements.run(
                "INSERT INTO mail_preference VALUES (?, ?, ?, ?, ?)",
                [source, account, event.recordedAt, preference.wantsMarks, preference.gatherMinutes])
        case .cardsErased(let sequences): try erase(sequences, statements)
        }
    }

    private func erase(_ sequences: [Int64], _ statements: FactStatements) throws {
        let accounts = try statements.persons("account_id", of: "account_card", at: sequences)
        let persons: [UUID] = try accounts.compactMap { account in
            try KeptStatement(
                "SELECT person_id FROM account WHERE source = ? AND account_id = ?", in: statements.database
            ).first([statements.source, account]) { $0[0] }
        }
        try statements.erase("account_card", at: sequences)
        try MailTable(database: statements.database).forgetBytes(of: persons)
    }
}
