import SwiftProtobuf

/// The events a journal's feed can hold. An event of another type is unknown to this version.
public enum JournalEventTypes {
    /// Every type, those that name persons included.
    public static let all = messages.map { EventType($0) } + cards + [.payloadErased]

    /// The types that name persons, and the only ones that can be erased.
    public static let cards = cardMessages.map { EventType($0, isCard: true) }

    /// The names of ``all``.
    public static let names = Set(all.map(\.name))

    /// The type of this name; nil where the journal has none.
    public static func named(_ name: String) -> EventType? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The payloads of all types but the cards and ``EventType/payloadErased``, which is not the journal's own.
    public static let messages: [any Message.Type] =
        directory + staff + timetable + lessons + attendance + works

    /// The payloads of the card events.
    public static let cardMessages: [any Message.Type] = [
        WireStaffCardRecorded.self, WirePupilCardRecorded.self, WireGuardianCardRecorded.self,
    ]

    private static let directory: [any Message.Type] = [
        WireSchoolRegistered.self, WireSchoolRenamed.self, WireSchoolZoneSet.self,
        WireStaffAdded.self, WireStaffLeft.self, WireStaffReturned.self, WirePupilAdded.self, WireGuardianAdded.self,
        WireClassOpened.self, WireClassRenamed.self, WireGroupOpened.self, WireGroupRenamed.self,
        WireCourseOpened.self, WireCourseRenamed.self, WireCoursePolicyChanged.self,
        WirePupilEnrolled.self, WireEnrolmentEnded.self,
        WireGuardianshipRecorded.self, WireGuardianshipEnded.self,
    ]

    private static let staff: [any Message.Type] = [
        WireRoleGranted.self, WireRoleEnded.self, WireStaffAccountIssued.self, WireStaffAccountClosed.self,
        WireSigningKeyPublished.self, WireSessionsRevoked.self,
    ]

    private static let timetable: [any Message.Type] = [
        WireBellsSet.self, WireTimetableApproved.self,
        WireLessonScheduled.self, WireLessonMoved.self, WireLessonDropped.self,
    ]

    private static let lessons: [any Message.Type] = [
        WireTopicRecorded.self, WireHomeworkRecorded.self, WireLessonCancelled.self,
    ]

    private static let attendance: [any Message.Type] = [
        WireRollTaken.self, WireAttendanceChanged.self,
    ]

    private static let works: [any Message.Type] = [
        WireWorkCreated.self, WireWorkWithdrawn.self,
        WireMarkGiven.self, WireMarkChanged.self, WireMarkWithdrawn.self,
    ]
}
