import EventFeed
import Foundation
import GRDB
import School

/// Writes one fact with one statement, compiled once a connection.
///
/// What a fact refers to must be there, of the same source and school; the statement finds that out itself, and a
/// statement that changes nothing poisons the event.
struct FactWriter {
    /// From the beginning of time, for the zone a school was registered with.
    static let always = Int32.min

    let event: FeedEvent
    let source: Int64
    let database: Database
    let zones: ZoneShelf
    let memory: VerdictMemory

    func write(_ fact: JournalFact) throws {
        switch fact {
        case .schoolRegistered, .schoolRenamed, .schoolZoneSet, .classOpened, .groupOpened: try writeSchool(fact)
        case .courseSet, .timetableApproved: try writePlan(fact)
        case .lessonScheduled, .lessonMoved, .lessonDropped, .lessonCancelled: try writeLesson(fact)
        case .topicRecorded, .homeworkRecorded, .rollTaken, .attendanceChanged: try writeEntry(fact)
        case .workCreated, .markGiven, .markChanged, .markWithdrawn: try writeWork(fact)
        }
    }

    /// Carries out a statement that must change something.
    func change(_ sql: String, _ values: Values) throws {
        try run(sql, values)
        guard database.changesCount > 0 else { throw untold }
    }

    func run(_ sql: String, _ values: Values) throws { try KeptStatement(sql, in: database).run(values) }

    var untold: PoisonedEvent { PoisonedEvent(event, "it is about something that this feed has not told of") }
}
