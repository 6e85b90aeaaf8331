import EventFeed
import Foundation
import GRDB
import Regulation
import School

/// What one event, or an instant that passed, does to the rows of a source.
///
/// Many of its statements name their indexes: of itself SQLite, which keeps no statistics here, goes through all rows of
/// a source instead. Where the order of rows becomes the order of what is told, a statement says it: no plan decides.
struct Turn {
    /// From the beginning of time, for the zone a school was registered with.
    static let always = Int32.min

    let source: Int64
    let database: Database
    let cause: Cause
    let rules: MonitorRules
    let ledger: AlertLedger

    /// Why something happens.
    struct Cause {
        /// Tells it apart from every other cause of the same step.
        let text: String
        /// Microseconds UTC.
        let instant: Int64
        let traceID: UUID
    }

    func statement(_ sql: String) throws -> KeptStatement { try KeptStatement(sql, in: database) }

    /// - Returns: whether it changed a row.
    @discardableResult
    func run(_ sql: String, _ values: Values) throws -> Bool {
        try statement(sql).run(values)
        return database.changesCount > 0
    }
}

/// What decides, whatever the source.
struct MonitorRules: Sendable {
    let regulation: RegulationVersion
    let calendar: WorkingCalendar
    let zones = ZoneShelf()

    /// Whether a day works whatever a class's week; a year that is not known may have any days off.
    func worksInAnyWeek(_ day: Day) -> Bool {
        do {
            return try calendar.reasonOff(day, week: .fiveDay) == nil
        } catch {
            return false
        }
    }

    var lessons: LessonDemands { LessonDemands(regulation: regulation) }
    var works: WorkDemands { WorkDemands(regulation: regulation) }
}
