import EventFeed
import GRDB
import School

/// What the figures need of a journal's feed, as rows.
public struct JournalProjection: Projection {
    public let types: Set<String> = JournalEvents.types
    public let version: Int64 = 3

    private let zones: ZoneShelf
    private let memory: VerdictMemory

    public init() {
        zones = ZoneShelf()
        memory = VerdictMemory()
    }

    public func begin(source: Int64, in database: Database) { memory.begin() }

    public func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        let fact = try JournalEvents.fact(of: event)
        if fact.movesDeadlines { memory.forget() }
        if let zone = fact.zone { try check(zone, event) }
        do {
            try FactWriter(event: event, source: source, database: database, zones: zones, memory: memory).write(fact)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw PoisonedEvent(event, "it makes what is there already")
        }
    }

    public func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        try SourceRows(tables: StatisticsStore.tables).clear(source: source, limit: limit, in: database)
    }

    /// A zone unknown here would leave the school without figures later on: better to stop where it is named.
    private func check(_ zone: String, _ event: FeedEvent) throws {
        do {
            _ = try zones.zone(named: zone)
        } catch {
            throw PoisonedEvent(event, "the time zone it names is not known on this machine")
        }
    }
}

extension JournalFact {
    /// Whether deadlines rest on it: zones, timetables, and which days are taught.
    fileprivate var movesDeadlines: Bool {
        switch self {
        case .topicRecorded, .homeworkRecorded, .rollTaken, .attendanceChanged, .workCreated, .markGiven,
            .markChanged, .markWithdrawn:
            false
        default: true
        }
    }

    fileprivate var zone: String? {
        switch self {
        case .schoolRegistered(_, _, let zone), .schoolZoneSet(_, let zone): zone
        default: nil
        }
    }
}
