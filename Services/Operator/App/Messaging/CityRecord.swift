import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

/// What feeds say is there already, so that nothing is asked for twice; and the ids of lessons.
struct CityRecord: Sendable {
    private(set) var facts: Set<SampleFact> = []
    private(set) var lessons: [LessonKey: UUID] = [:]
    private(set) var schools: Set<UUID> = []

    /// The types of a journal's feed that are read.
    static let journalTypes = Set<String>(readers.keys)
    /// The types of a diary's feed that are read.
    static let diaryTypes = Set<String>(diaryReaders.keys)

    private enum Entry {
        case fact(SampleFact)
        case lesson(LessonKey, UUID)
    }

    private typealias Reader = @Sendable (Data) throws -> Entry

    mutating func note(_ events: [FeedEvent]) throws {
        for event in events {
            guard let payload = event.payload else { continue }
            guard let read = Self.readers[event.type] ?? Self.diaryReaders[event.type] else { continue }
            switch try read(payload) {
            case .fact(let fact):
                facts.insert(fact)
                if case .made(let id) = fact, id == event.school { schools.insert(id) }
            case .lesson(let key, let id): lessons[key] = id
            }
        }
    }

    func isDone(_ order: SampleOrder) -> Bool { facts.contains(order.command.fact) }

    private static let readers: [String: Reader] = Dictionary(uniqueKeysWithValues: [
        made(WireSchoolRegistered.self) { $0.schoolID }, made(WireStaffAdded.self) { $0.staffID },
        made(WirePupilAdded.self) { $0.pupilID }, made(WireGuardianAdded.self) { $0.guardianID },
        made(WireClassOpened.self) { $0.classID }, made(WireGroupOpened.self) { $0.groupID },
        made(WireCourseOpened.self) { $0.courseID }, made(WirePupilEnrolled.self) { $0.enrolmentID },
        made(WireGuardianshipRecorded.self) { $0.guardianshipID }, made(WireRoleGranted.self) { $0.roleID },
        made(WireBellsSet.self) { $0.bellsID }, made(WireTimetableApproved.self) { $0.timetableID },
        made(WireWorkCreated.self) { $0.workID }, made(WireMarkGiven.self) { $0.markID },
        reader(WireStaffAccountIssued.self) { .fact(.staffAccount(try id($0.staffID))) },
        reader(WireTopicRecorded.self) { .fact(.topic(lesson: try id($0.lessonID))) },
        reader(WireHomeworkRecorded.self) { .fact(.homework(lesson: try id($0.lessonID))) },
        reader(WireLessonCancelled.self) { .fact(.cancelled(lesson: try id($0.lessonID))) },
        reader(WireRollTaken.self) { .fact(.roll(lesson: try id($0.lessonID))) },
        reader(WireLessonScheduled.self) { lesson in
            let key = LessonKey(
                date: Day(rawValue: lesson.date), number: Int(lesson.number), group: try id(lesson.groupID))
            return .lesson(key, try id(lesson.lessonID))
        },
    ])

    private static let diaryReaders: [String: Reader] = Dictionary(uniqueKeysWithValues: [
        made(WireAccountIssued.self) { $0.accountID }
    ])

    private static func made<Body: Message>(
        _ type: Body.Type, _ bytes: @escaping @Sendable (Body) -> Data
    ) -> (String, Reader) {
        reader(type) { .fact(.made(try id(bytes($0)))) }
    }

    private static func reader<Body: Message>(
        _ type: Body.Type, _ read: @escaping @Sendable (Body) throws -> Entry
    ) -> (String, Reader) {
        (type.shortName, { try read(try type.init(serializedBytes: $0)) })
    }

    private static func id(_ bytes: Data) throws -> UUID {
        guard let id = UUID(bytes: bytes) else {
            throw FeedClientError.protocolViolation("an event with an id that is none")
        }
        return id
    }
}
