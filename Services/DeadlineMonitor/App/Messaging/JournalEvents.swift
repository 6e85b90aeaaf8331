import Contracts
import EventFeed
import Foundation
import SwiftProtobuf

/// The events of a journal that obligations depend on, by their types.
enum JournalEvents {
    /// What the subscription fetches, and nothing more.
    static let types = Set(readers.keys)
    /// The newest version of the schemas that is understood here.
    static let schemaVersion: UInt32 = 1

    typealias Reader = @Sendable (Data) throws -> JournalFact

    /// What an event says; nil for a card that says nothing any more.
    /// - Throws: `PoisonedEvent` for an event that does not belong here or cannot be read.
    static func fact(of event: FeedEvent) throws -> JournalFact? {
        guard let read = readers[event.type] else { throw PoisonedEvent(event, "the monitor reads no such event") }
        guard event.schemaVersion == schemaVersion else {
            throw PoisonedEvent(event, "schema version \(event.schemaVersion) is not known here")
        }
        guard let payload = event.payload else {
            guard event.type == WireStaffCardRecorded.shortName else {
                throw PoisonedEvent(event, "its payload is erased, which only cards may be")
            }
            return nil
        }
        do {
            return try read(payload)
        } catch let unreadable as UnreadablePayload {
            throw PoisonedEvent(event, unreadable.problem)
        } catch {
            throw PoisonedEvent(event, "the payload is not a \(event.type)")
        }
    }

    private static let readers = [directory, lessons, works, people].reduce(into: [:]) { all, some in
        all.merge(some) { first, _ in first }
    }

    private static let directory: [String: Reader] = [
        WireSchoolRegistered.shortName: reader(DirectoryFacts.registered),
        WireSchoolRenamed.shortName: reader(DirectoryFacts.renamed),
        WireSchoolZoneSet.shortName: reader(DirectoryFacts.zoneSet),
        WireClassOpened.shortName: reader(DirectoryFacts.classOpened),
        WireClassRenamed.shortName: reader(DirectoryFacts.classRenamed),
        WireGroupOpened.shortName: reader(DirectoryFacts.groupOpened),
        WireGroupRenamed.shortName: reader(DirectoryFacts.groupRenamed),
        WireCourseOpened.shortName: reader(DirectoryFacts.courseOpened),
        WireCourseRenamed.shortName: reader(DirectoryFacts.courseRenamed),
        WireCoursePolicyChanged.shortName: reader(DirectoryFacts.policyChanged),
        WirePupilEnrolled.shortName: reader(DirectoryFacts.enrolled),
        WireEnrolmentEnded.shortName: reader(DirectoryFacts.enrolmentEnded),
        WireTimetableApproved.shortName: reader(DirectoryFacts.timetableApproved),
    ]

    private static let lessons: [String: Reader] = [
        WireLessonScheduled.shortName: reader(LessonFacts.scheduled),
        WireLessonMoved.shortName: reader(LessonFacts.moved),
        WireLessonDropped.shortName: reader(LessonFacts.dropped),
        WireLessonCancelled.shortName: reader(LessonFacts.cancelled),
        WireTopicRecorded.shortName: reader(LessonFacts.topicRecorded),
        WireHomeworkRecorded.shortName: reader(LessonFacts.homeworkRecorded),
        WireRollTaken.shortName: reader(LessonFacts.rollTaken),
        WireAttendanceChanged.shortName: reader(LessonFacts.attendanceChanged),
    ]

    private static let works: [String: Reader] = [
        WireWorkCreated.shortName: reader(WorkFacts.created),
        WireWorkWithdrawn.shortName: reader(WorkFacts.withdrawn),
        WireMarkGiven.shortName: reader(WorkFacts.markGiven),
        WireMarkChanged.shortName: reader(WorkFacts.markChanged),
        WireMarkWithdrawn.shortName: reader(WorkFacts.markWithdrawn),
    ]

    private static let people: [String: Reader] = [
        WireStaffAdded.shortName: reader(PersonFacts.added),
        WireStaffLeft.shortName: reader(PersonFacts.left),
        WireStaffReturned.shortName: reader(PersonFacts.returned),
        WireStaffCardRecorded.shortName: reader(PersonFacts.card),
        WireRoleGranted.shortName: reader(PersonFacts.roleGranted),
        WireRoleEnded.shortName: reader(PersonFacts.roleEnded),
        WireSigningKeyPublished.shortName: reader(PersonFacts.keyPublished),
        WireSessionsRevoked.shortName: reader(PersonFacts.revoked),
        WireStaffAccountClosed.shortName: reader(PersonFacts.accountClosed),
        WirePayloadErased.shortName: reader(PersonFacts.erased),
    ]

    private static func reader<Wire: SwiftProtobuf.Message>(
        _ read: @escaping @Sendable (Wire) throws -> JournalFact
    ) -> Reader {
        { payload in try read(Wire(serializedBytes: payload)) }
    }
}
