import Foundation
import School

/// What an event of a journal says that the figures depend on. The school is the event's own.
enum JournalFact: Equatable, Sendable {
    /// The zone that holds from the beginning on.
    case schoolRegistered(school: UUID, zone: String)
    case schoolZoneSet(since: Day, zone: String)
    case groupOpened(group: UUID, classID: UUID?)
    case lessonScheduled(lesson: UUID, group: UUID, day: Day, end: MinuteOfDay)
    /// Nil: as it was.
    case lessonMoved(lesson: UUID, day: Day?, end: MinuteOfDay?)
    case lessonDropped(lesson: UUID)
    case lessonCancelled(lesson: UUID)
    case topicRecorded(lesson: UUID)
    case homeworkRecorded(lesson: UUID, isNone: Bool)
    case rollTaken(lesson: UUID)
    case workCreated(work: UUID, lesson: UUID)
    case markGiven(mark: UUID, work: UUID, day: Day)
    case markWithdrawn(mark: UUID)
}
