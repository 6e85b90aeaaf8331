import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

/// A fact with the form it has in the feed.
protocol JournalEvent: StoredFact {
    associatedtype Wire: SwiftProtobuf.Message
    /// The message's name, which is the event's type.
    static var type: String { get }
    var wire: Wire { get }
    /// - Throws: `missing` or `invalid` for a message that the journal never wrote.
    init(_ wire: Wire) throws(Rejection)
}

extension JournalEvent {
    /// To be appended to the log.
    func encoded() throws -> NewEvent {
        NewEvent(type: Self.type, payload: try wire.serializedBytes())
    }

    fileprivate static func decoded(_ payload: Data) throws -> Self {
        try Self(Wire(serializedBytes: payload))
    }
}

/// Every event of the journal's feed.
public enum JournalEvents {
    static let all: [any JournalEvent.Type] = [
        SchoolRegistered.self, SchoolRenamed.self, SchoolZoneSet.self, StaffAdded.self, StaffLeft.self,
        StaffReturned.self, GroupRenamed.self, CourseRenamed.self,
        PupilAdded.self, GuardianAdded.self, StaffCardRecorded.self, PupilCardRecorded.self,
        GuardianCardRecorded.self, ClassOpened.self, ClassRenamed.self, GroupOpened.self, CourseOpened.self,
        CoursePolicyChanged.self, PupilEnrolled.self, EnrolmentEnded.self, GuardianshipRecorded.self,
        GuardianshipEnded.self, BellsSet.self, TimetableApproved.self, LessonScheduled.self, LessonMoved.self,
        LessonDropped.self, TopicRecorded.self, HomeworkRecorded.self, LessonCancelled.self, RollTaken.self,
        AttendanceChanged.self, WorkCreated.self, WorkWithdrawn.self, MarkGiven.self, MarkChanged.self,
        MarkWithdrawn.self, PayloadErased.self, RoleGranted.self, RoleEnded.self, StaffAccountIssued.self,
        StaffAccountClosed.self, SessionsRevoked.self, SigningKeyPublished.self,
    ]
    private static let byType = Dictionary(uniqueKeysWithValues: all.map { ($0.type, $0) })

    /// The types the feed may hold.
    public static let types: Set<String> = Set(byType.keys)

    /// The types that name a person and can be erased.
    public static let erasableTypes: Set<String> = [
        StaffCardRecorded.type, PupilCardRecorded.type, GuardianCardRecorded.type,
    ]

    /// What an event says; nil if it was erased.
    /// - Throws: `PoisonedEvent` for an event that the journal does not know or cannot read.
    static func fact(of event: FeedEvent) throws -> (any StoredFact)? {
        guard let type = byType[event.type] else { throw PoisonedEvent(event, "the journal has no such event") }
        guard let payload = event.payload else { return nil }
        do {
            return try type.decoded(payload)
        } catch let rejection as Rejection {
            throw PoisonedEvent(event, rejection.message)
        } catch {
            throw PoisonedEvent(event, "the payload is not a \(event.type)")
        }
    }
}
