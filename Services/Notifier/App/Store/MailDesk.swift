import EventFeed
import Foundation
import GRDB
import School

/// What the workers ask of the store; what is written in one transaction is bounded.
public struct MailDesk: Sendable {
    public struct Parts: Sendable {
        public var database: any DatabaseWriter
        /// The names of the subscribed feeds.
        public var feeds: [String]
        public var ledger: MailLedger
        public var marks: MarkPolicy
        public var hours: StaffHours
        public var calendar: WorkingCalendar
        public var schedule: RetrySchedule
        public var shelf: ZoneShelf
        public var render: MailRenderer
        /// Wall time, microseconds UTC: when a mail was begun is kept for who asks.
        public var now: @Sendable () -> Int64

        public init(
            database: any DatabaseWriter, feeds: [String], ledger: MailLedger, marks: MarkPolicy, hours: StaffHours,
            calendar: WorkingCalendar, schedule: RetrySchedule, shelf: ZoneShelf, now: @escaping @Sendable () -> Int64,
            render: @escaping MailRenderer
        ) {
            self.database = database
            self.feeds = feeds
            self.ledger = ledger
            self.marks = marks
            self.hours = hours
            self.calendar = calendar
            self.schedule = schedule
            self.shelf = shelf
            self.now = now
            self.render = render
        }
    }

    private let parts: Parts

    public init(_ parts: Parts) { self.parts = parts }

    /// Decides a step further about marks.
    public func planMarks() async throws -> PlanStep {
        try await parts.database.write { [parts] database in
            let standings = try Standings(of: parts.feeds, in: database)
            let planner = MarkPlanner(
                policy: parts.marks, ledger: parts.ledger, shelf: parts.shelf, now: parts.now())
            return .joined(
                try standings.all.filter { $0.role == .journal }.map { try planner.plan($0, standings, in: database) })
        }
    }

    /// Decides a step further about what is overdue, each school in a transaction of its own: a city's morning never keeps
    /// the store from those who wait to send.
    /// - Throws: `UnknownYear` where it is not known whether a day works, once everything else is decided.
    public func planOverdue() async throws -> PlanStep {
        let planner = OverduePlanner(
            hours: parts.hours, calendar: parts.calendar, shelf: parts.shelf, now: parts.now())
        let outlook = try await parts.database.read { [parts] database in
            try planner.outlook(try Standings(of: parts.feeds, in: database), in: database)
        }
        var steps = [PlanStep(reached: outlook.reached)]
        var unknown: UnknownYear?
        for place in outlook.due {
            do {
                steps.append(try await plan(place, planner))
            } catch let year as UnknownYear {
                unknown = year
            }
        }
        var step = PlanStep.joined(steps)
        guard let unknown else { return step }
        // What was decided is told of first; the same year stops the next call.
        if step.changes.isEmpty, !step.isMore { throw unknown }
        step.isMore = true
        return step
    }

    private func plan(_ place: OverduePlanner.Place, _ planner: OverduePlanner) async throws -> PlanStep {
        try await parts.database.write { [parts] database in
            try planner.plan(place, try Standings(of: parts.feeds, in: database), in: database)
        }
    }

    /// Takes up to so many mails whose turn has come.
    /// - Parameter now: microseconds UTC.
    public func claim(limit: Int, now: Int64) async throws -> Claim {
        try await parts.database.write { [parts] database in
            let facts = SendingFacts(
                standings: try Standings(of: parts.feeds, in: database), shelf: parts.shelf, database: database)
            return try Claiming(facts: facts, ledger: parts.ledger, render: parts.render, now: now).claim(limit: limit)
        }
    }

    /// Notes how an attempt ended.
    /// - Returns: nil for a mail that is not being sent.
    public func record(_ outcome: DeliveryOutcome, of mail: UUID, now: Int64) async throws -> MailChange? {
        try await parts.database.write { [parts] database in
            guard let row = try MailTable(database: database).find(mail), row.state == .sending else { return nil }
            let result = AttemptResult(
                outcome, of: .init(attempts: row.attempts, ambiguous: row.ambiguous, expiresAt: row.expiresAt),
                schedule: parts.schedule, now: now)
            return try AttemptRecord(ledger: parts.ledger, database: database).note(result, of: row)
        }
    }

    /// What was being sent when the service ended may have arrived: it is sent again, under the same Message-ID.
    public func recover(now: Int64) async throws -> [MailChange] {
        try await parts.database.write { [parts] database in
            let sending = try KeptStatement(
                """
                SELECT \(MailRow.columns) FROM mail WHERE state = 'sending'
                """,
                in: database
            ).all([], MailRow.init)
            return try sending.map { row in
                let result = AttemptResult(
                    .ambiguous, of: .init(attempts: row.attempts, ambiguous: row.ambiguous, expiresAt: row.expiresAt),
                    schedule: parts.schedule, now: now)
                return try AttemptRecord(ledger: parts.ledger, database: database).note(result, of: row)
            }
        }
    }

    /// How many mails wait in each state that is not final.
    public func waiting() async throws -> [MailState: Int] {
        try await parts.database.read { database in
            let rows = try KeptStatement(
                """
                SELECT state, count FROM mail_count
                WHERE state IN ('ready', 'sending', 'retry', 'ambiguous') AND count > 0
                """,
                in: database
            ).all { (MailState(rawValue: $0[0]), $0[1] as Int) }
            return Dictionary(rows.compactMap { state, count in state.map { ($0, count) } }) { $1 }
        }
    }
}
