import EventFeed
import Foundation
import GRDB
import Regulation
import School

/// Obligations and alerts of one journal's feed, as rows.
public struct JournalProjection: Projection {
    /// How many alerts one statement finds at a time.
    private static let raisedAtOnce = 500

    public let types: Set<String> = JournalEvents.types
    public let version: Int64 = 3

    private let rules: MonitorRules
    private let ledger: AlertLedger
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - feed: the journal's.
    ///   - policy: the way to the own feed.
    ///   - now: wall time, microseconds UTC; asked only when a rebuild takes back what was told.
    ///   - afterRaising: passed when an alert is in the own log and not yet committed.
    public init(
        feed: FeedName, policy: PolicyLog, regulation: RegulationVersion, calendar: WorkingCalendar,
        now: @escaping @Sendable () -> Int64, afterRaising: @escaping @Sendable () -> Void = {}
    ) {
        rules = MonitorRules(regulation: regulation, calendar: calendar)
        ledger = AlertLedger(feed: feed.rawValue, policy: policy, afterRaising: afterRaising)
        self.now = now
    }

    public func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        guard let fact = try JournalEvents.fact(of: event) else { return }
        if let zone = fact.zone { try check(zone, event) }
        let cause = Turn.Cause(
            text: event.id.text, instant: event.recordedAt, traceID: event.traceID)
        do {
            try FactWriter(event: event, turn: turn(source, cause, database)).write(fact)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw PoisonedEvent(event, "it makes what is there already")
        } catch let missing as MissingGround {
            throw PoisonedEvent(event, "it is about a lesson whose \(missing.what) this feed has not told of")
        }
    }

    public func nextDue(source: Int64, in database: Database) throws -> Int64? {
        try turn(source, .passed(0), database).nextDue()
    }

    public func decide(until instant: Int64, source: Int64, in database: Database) throws {
        while true {
            let overdue = try turn(source, .passed(instant), database)
                .overdue(until: instant, limit: Self.raisedAtOnce)
            for obligation in overdue { try raise(obligation, source, database) }
            if overdue.count < Self.raisedAtOnce { return }
        }
    }

    public func switched(from old: Int64?, to new: Int64, in database: Database) throws {
        try ledger.reconcile(turn(new, .passed(now()), database))
    }

    public func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        var left = limit
        for (table, key) in MonitorStore.tables where left > 0 {
            let statement = try database.cachedStatement(
                sql: """
                    DELETE FROM \(table) WHERE source = ?1
                        AND (\(key)) IN (SELECT \(key) FROM \(table) WHERE source = ?1 LIMIT ?2)
                    """)
            try statement.execute(arguments: [source, left])
            left -= database.changesCount
        }
        return try MonitorStore.tables.allSatisfy { table, _ in
            try Row.fetchOne(database, sql: "SELECT 1 FROM \(table) WHERE source = ? LIMIT 1", arguments: [source])
                == nil
        }
    }

    func turn(_ source: Int64, _ cause: Turn.Cause, _ database: Database) -> Turn {
        Turn(source: source, database: database, cause: cause, rules: rules, ledger: ledger)
    }

    /// An instant passed: what is owed is overdue.
    private func raise(_ obligation: Obligation, _ source: Int64, _ database: Database) throws {
        guard let due = obligation.due, let overdueAt = obligation.overdueAt else { return }
        let turn = turn(source, .passed(due), database)
        var raised = obligation
        raised.isRaised = true
        raised.wasRaised = true
        try turn.replace(obligation, by: raised)
        guard let lesson = try turn.lesson(obligation.lesson) else { return }
        let alert = Alert(obligation, due: due, raisedAt: overdueAt, lesson: lesson, by: rules.regulation)
        try ledger.raise(alert, self.turn(source, .passed(due, trace: alert.id), database))
    }

    /// A zone unknown here would leave the school without deadlines: better to stop where it is named.
    private func check(_ zone: String, _ event: FeedEvent) throws {
        do {
            _ = try rules.zones.zone(named: zone)
        } catch {
            throw PoisonedEvent(event, "the time zone it names is not known on this machine")
        }
    }
}

extension Turn.Cause {
    /// An instant that passed, microseconds UTC.
    fileprivate static func passed(_ instant: Int64, trace: UUID = .none) -> Turn.Cause {
        Turn.Cause(text: "\(instant)", instant: instant, traceID: trace)
    }
}

extension Alert {
    fileprivate init(
        _ obligation: Obligation, due: Int64, raisedAt: Int64, lesson: JournalLesson, by regulation: RegulationVersion
    ) {
        let key = obligation.key
        self.init(
            id: key.alertID(due: due), obligation: key.id, key: key, ruleVersion: regulation.number,
            clause: regulation[key.rule].clause, school: lesson.school, lesson: lesson.id, group: lesson.group,
            course: lesson.course, classID: lesson.classID, owner: lesson.teacher, day: lesson.day, due: due,
            raisedAt: raisedAt, state: .open)
    }
}

extension JournalFact {
    fileprivate var zone: String? {
        switch self {
        case .directory(.schoolRegistered(_, _, let zone)), .directory(.schoolZoneSet(_, let zone)): zone
        default: nil
        }
    }
}
