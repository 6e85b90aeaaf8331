import EventFeed
import GRDB
import School

/// What mails need of a journal's feed, as rows.
public struct JournalProjection: Projection {
    public let types = JournalEvents.readers.types
    public let version: Int64 = 3

    private let ledger: MailLedger
    private let zones: ZoneShelf

    public init(ledger: MailLedger, zones: ZoneShelf) {
        self.ledger = ledger
        self.zones = zones
    }

    public func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        guard let fact = try JournalEvents.readers.fact(of: event) else { return }
        if let zone = fact.zone { try check(zone, event) }
        do {
            try JournalFactWriter(
                statements: FactStatements(event: event, source: source, database: database)
            ).write(fact)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw PoisonedEvent(event, "it makes what is there already")
        }
    }

    /// Mails not sent yet tell only what stands in the new rows.
    public func switched(from old: Int64?, to new: Int64, in database: Database) throws {
        try MarkRefit(ledger: ledger, database: database).refit(to: new)
    }

    public func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        try SourceClearing.clear(NotifierStore.journalTables, source: source, limit: limit, in: database)
    }

    /// A zone unknown here would leave the school without mail later on: better to stop where it is named.
    private func check(_ zone: String, _ event: FeedEvent) throws {
        do {
            _ = try zones.zone(named: zone)
        } catch {
            throw PoisonedEvent(event, "the time zone it names is not known on this machine")
        }
    }
}

extension JournalFact {
    fileprivate var zone: String? {
        switch self {
        case .schoolRegistered(_, let zone), .schoolZoneSet(_, let zone): zone
        default: nil
        }
    }
}
