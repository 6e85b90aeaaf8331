import Contracts
import EventFeed
import Foundation
import SwiftProtobuf

/// The events of a journal that the figures depend on, by their types.
enum JournalEvents {
    /// What the subscription fetches, and nothing more: no card, and no event that no figure counts.
    static let types = Set(readers.keys)
    /// The newest version of the schemas that is understood here.
    static let schemaVersion: UInt32 = 1

    typealias Reader = @Sendable (Data) throws -> JournalFact

    /// What an event says.
    /// - Throws: `PoisonedEvent` for an event that does not belong here or cannot be read.
    static func fact(of event: FeedEvent) throws -> JournalFact {
        try EventReading.read(event, by: readers, schemaVersion: schemaVersion)
    }

    private static let readers: [String: Reader] = [
        WireSchoolRegistered.shortName: reader(SchoolFacts.registered),
        WireSchoolRenamed.shortName: reader(SchoolFacts.renamed),
        WireSchoolZoneSet.shortName: reader(SchoolFacts.zoneSet),
        WireClassOpened.shortName: reader(SchoolFacts.classOpened),
        WireCourseOpened.shortName: reader(SchoolFacts.courseOpened),
        WireCoursePolicyChanged.shortName: reader(SchoolFacts.policyChanged),
        WireTimetableApproved.shortName: reader(SchoolFacts.timetableApproved),
        WireGroupOpened.shortName: reader(SchoolFacts.groupOpened),
        WireLessonScheduled.shortName: reader(LessonFacts.scheduled),
        WireLessonMoved.shortName: reader(LessonFacts.moved),
        WireLessonDropped.shortName: reader(LessonFacts.dropped),
        WireLessonCancelled.shortName: reader(LessonFacts.cancelled),
        WireTopicRecorded.shortName: reader(LessonFacts.topicRecorded),
        WireHomeworkRecorded.shortName: reader(LessonFacts.homeworkRecorded),
        WireRollTaken.shortName: reader(LessonFacts.rollTaken),
        WireAttendanceChanged.shortName: reader(LessonFacts.attendanceChanged),
        WireWorkCreated.shortName: reader(WorkFacts.created),
        WireMarkGiven.shortName: reader(WorkFacts.markGiven),
        WireMarkChanged.shortName: reader(WorkFacts.markChanged),
        WireMarkWithdrawn.shortName: reader(WorkFacts.markWithdrawn),
    ]

    private static func reader<Wire: SwiftProtobuf.Message>(
        _ read: @escaping @Sendable (Wire) throws -> JournalFact
    ) -> Reader {
        EventReading.reader(read)
    }
}
