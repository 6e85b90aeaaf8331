import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

/// The events of a journal that a diary shows, by their types.
enum JournalEvents {
    /// What the subscription fetches, and nothing more.
    static let types = Set(readers.keys)
    /// The newest version of the schemas that is understood here.
    static let schemaVersion: UInt32 = 1

    typealias Reader = @Sendable (Data) throws -> JournalFact

    /// What an event says; nil if it was a card and is erased.
    /// - Throws: `PoisonedEvent` for an event that does not belong here or cannot be read.
    static func fact(of event: FeedEvent) throws -> JournalFact? {
        guard let read = readers[event.type] else { throw PoisonedEvent(event, "the diary reads no such event") }
        guard event.schemaVersion == schemaVersion else {
            throw PoisonedEvent(event, "schema version \(event.schemaVersion) is not known here")
        }
        guard let payload = event.payload else {
            guard cards.contains(event.type) else {
                throw PoisonedEvent(event, "its payload is erased, which only cards may be")
            }
            return nil
        }
        do {
            return try read(payload)
        } catch let rejection as Rejection {
            throw PoisonedEvent(event, rejection.message)
        } catch {
            throw PoisonedEvent(event, "the payload is not a \(event.type)")
        }
    }

    private static let cards: Set<String> = [
        WireStaffCardRecorded.shortName, WirePupilCardRecorded.shortName, WireGuardianCardRecorded.shortName,
    ]

    private static let readers: [String: Reader] = [
        WireSchoolRegistered.shortName: reader(SchoolFacts.registered),
        WireSchoolRenamed.shortName: reader(SchoolFacts.renamed),
        WireSchoolZoneSet.shortName: reader(SchoolFacts.zoneSet),
        WireStaffAdded.shortName: reader(PersonFacts.staffAdded),
        WirePupilAdded.shortName: reader(PersonFacts.pupilAdded),
        WireGuardianAdded.shortName: reader(PersonFacts.guardianAdded),
        WireStaffCardRecorded.shortName: reader(PersonFacts.staffCard),
        WirePupilCardRecorded.shortName: reader(PersonFacts.pupilCard),
        WireGuardianCardRecorded.shortName: reader(PersonFacts.guardianCard),
        WireGuardianshipRecorded.shortName: reader(PersonFacts.guardianshipRecorded),
        WireGuardianshipEnded.shortName: reader(PersonFacts.guardianshipEnded),
        WireClassOpened.shortName: reader(GroupFacts.classOpened),
        WireClassRenamed.shortName: reader(GroupFacts.classRenamed),
        WireGroupOpened.shortName: reader(GroupFacts.groupOpened),
        WireGroupRenamed.shortName: reader(GroupFacts.groupRenamed),
        WireCourseOpened.shortName: reader(GroupFacts.courseOpened),
        WireCourseRenamed.shortName: reader(GroupFacts.courseRenamed),
        WirePupilEnrolled.shortName: reader(GroupFacts.enrolled),
        WireEnrolmentEnded.shortName: reader(GroupFacts.enrolmentEnded),
        WireLessonScheduled.shortName: reader(LessonFacts.scheduled),
        WireLessonMoved.shortName: reader(LessonFacts.moved),
        WireLessonDropped.shortName: reader(LessonFacts.dropped),
        WireTopicRecorded.shortName: reader(LessonFacts.topic),
        WireHomeworkRecorded.shortName: reader(LessonFacts.homework),
        WireLessonCancelled.shortName: reader(LessonFacts.cancelled),
        WireRollTaken.shortName: reader(RollFacts.taken),
        WireAttendanceChanged.shortName: reader(RollFacts.changed),
        WireWorkCreated.shortName: reader(WorkFacts.created),
        WireWorkWithdrawn.shortName: reader(WorkFacts.withdrawn),
        WireMarkGiven.shortName: reader(WorkFacts.markGiven),
        WireMarkChanged.shortName: reader(WorkFacts.markChanged),
        WireMarkWithdrawn.shortName: reader(WorkFacts.markWithdrawn),
        WirePayloadErased.shortName: reader { (wire: WirePayloadErased) in
            .erased(sequences: wire.sequences.map(Int64.init(clamping:)))
        },
    ]

    private static func reader<Wire: SwiftProtobuf.Message>(
        _ read: @escaping @Sendable (Wire) throws -> JournalFact
    ) -> Reader {
        { payload in try read(Wire(serializedBytes: payload)) }
    }
}
