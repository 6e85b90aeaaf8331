import EventFeed
import GRDB
import Regulation
import School

/// What the figures need of a deadline monitor's feed, as rows.
public struct AlertProjection: Projection {
    public let types: Set<String> = AlertEvents.types
    public let version: Int64 = 1

    public init() {}

    public func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        let fact = try AlertEvents.fact(of: event)
        do {
            try write(fact, event, source, database)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw PoisonedEvent(event, "it makes what is there already")
        }
        guard database.changesCount > 0 else {
            throw PoisonedEvent(event, "it is about an alert that this feed has not told of")
        }
    }

    private func write(_ fact: AlertFact, _ event: FeedEvent, _ source: Int64, _ database: Database) throws {
        switch fact {
        case .raised(let alert, let rule, let classID, let day):
            try KeptStatement(
                "INSERT INTO alert (source, alert_id, school_id, class_id, date, rule) VALUES (?, ?, ?, ?, ?, ?)",
                in: database
            ).run([source, alert, event.school, classID, day.rawValue, Int64(rule.rawValue)])
        case .closed(let alert, let outcome):
            try KeptStatement("UPDATE alert SET outcome = ? WHERE source = ? AND alert_id = ?", in: database)
                .run([Int64(outcome.rawValue), source, alert])
        case .reopened(let alert):
            try KeptStatement("UPDATE alert SET outcome = NULL WHERE source = ? AND alert_id = ?", in: database)
                .run([source, alert])
        }
    }

    public func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        try SourceRows(tables: StatisticsStore.alertTables).clear(source: source, limit: limit, in: database)
    }
}
