import Foundation
import School

/// What an event of a journal says that a mail depends on. The school is the event's own.
enum JournalFact: Equatable, Sendable {
    /// The zone that holds from the beginning on.
    case schoolRegistered(school: UUID, zone: String)
    case schoolZoneSet(since: Day, zone: String)
    /// Nil: no mail.
    case staffCard(staff: UUID, email: String?)
    case staffLeft(staff: UUID, lastDay: Day)
    case staffReturned(staff: UUID)
    case pupilCard(pupil: UUID, given: String?)
    case guardianship(id: UUID, guardian: UUID, pupil: UUID, firstDay: Day)
    case guardianshipEnded(id: UUID, lastDay: Day)
    case classOpened(class: UUID, parallel: Int, letter: String)
    case classRenamed(class: UUID, letter: String)
    case groupOpened(group: UUID, name: String, class: UUID?)
    case groupRenamed(group: UUID, name: String)
    case courseOpened(course: UUID, name: String)
    case courseRenamed(course: UUID, name: String)
    case lessonScheduled(lesson: UUID, day: Day, number: Int, group: UUID, course: UUID)
    /// Nil: as it was.
    case lessonMoved(lesson: UUID, day: Day?, number: Int?)
    case lessonDropped(lesson: UUID)
    case lessonCancelled(lesson: UUID)
    case workCreated(work: UUID, lesson: UUID, kind: Int)
    case markGiven(mark: UUID, work: UUID, pupil: UUID, value: MarkValue, day: Day)
    case markChanged(mark: UUID, value: MarkValue)
    case markWithdrawn(mark: UUID)
    /// Cards that were blanked, by their sequences.
    case cardsErased([Int64])
}
