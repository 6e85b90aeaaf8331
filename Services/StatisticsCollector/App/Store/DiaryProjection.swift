import EventFeed
import GRDB
import School

/// What the figures need of a diary's feed, as rows.
public struct DiaryProjection: Projection {
    public let types: Set<String> = DiaryEvents.types
    public let version: Int64 = 1

    public init() {}

    public func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        let fact = try DiaryEvents.fact(of: event)
        do {
            try write(fact, event, source, database)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw PoisonedEvent(event, "it makes what is there already")
        }
        guard database.changesCount > 0 else {
            throw PoisonedEvent(event, "it is about an account that this feed has not told of")
        }
    }

    private func write(_ fact: DiaryFact, _ event: FeedEvent, _ source: Int64, _ database: Database) throws {
        switch fact {
        case .accountIssued(let account, let person, let holder):
            try KeptStatement(
                "INSERT INTO account (source, account_id, school_id, person_id, holder) VALUES (?, ?, ?, ?, ?)",
                in: database
            ).run([source, account, event.school, person, Int64(holder.rawValue)])
        case .accountClosed(let account):
            try KeptStatement("UPDATE account SET closed = 1 WHERE source = ? AND account_id = ?", in: database)
                .run([source, account])
        case .visited(let person, let pupil, let day, let holder):
            try KeptStatement(
                """
                INSERT INTO visit (source, school_id, date, person_id, pupil_id, holder) VALUES (?, ?, ?, ?, ?, ?)
                """, in: database
            ).run([source, event.school, day.rawValue, person, pupil, Int64(holder.rawValue)])
        }
    }

    public func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        try SourceRows(tables: StatisticsStore.diaryTables).clear(source: source, limit: limit, in: database)
    }
}
