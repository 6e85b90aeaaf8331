import Contracts
import Foundation
import School
import SwiftProtobuf

@testable import Notifier

/// Ids, days and messages of the tests: one school in Moscow, one class, one course, a teacher, two pupils and their
/// mother, who has an account.
enum Sample {
    static let school = id(0x5C)
    static let classID = id(0xC1)
    static let group = id(0x61)
    static let course = id(0xC0)
    static let teacher = id(0x7E)
    static let lesson = id(0x1E)
    static let work = id(0x30)
    static let pupil = id(0x91)
    static let sibling = id(0x92)
    static let mother = id(0x40)
    static let father = id(0x41)
    static let account = id(0xAC)
    /// 2026-09-03, a Thursday.
    static let day = Day(rawValue: 20_699)
    static let noon = at(12)
    static let minute: Int64 = 60_000_000
    static let gather = 20 * minute
    static let hour = 60 * minute
    static let policy = MarkPolicy(gather: gather, undo: 10 * minute, freshness: 48 * hour)

    static func id(_ number: UInt64) -> UUID { UUID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0000 | number) }
    static func data(_ id: UUID) -> Data { Data(id.bytes) }

    /// Microseconds UTC of a time of day in Moscow, so many days after the sample day.
    static func at(_ hour: Int, _ minute: Int = 0, day offset: Int = 0) -> Int64 {
        ((Int64(day.rawValue) + Int64(offset)) * 86_400 + Int64(hour - 3) * 3_600 + Int64(minute) * 60) * 1_000_000
    }

    /// The school, its people, and a lesson with a work in it.
    static var directory: [any Message] {
        [
            registered(school), staffCard(), pupilCard(), classOpened, groupOpened, courseOpened, scheduled(),
            WireWorkCreated.with {
                $0.workID = data(work)
                $0.lessonID = data(lesson)
                $0.kind = .control
            },
            guardianship(id(0x51), mother, of: pupil), guardianship(id(0x52), mother, of: sibling),
        ]
    }

    static func registered(_ school: UUID) -> WireSchoolRegistered {
        .with {
            $0.schoolID = data(school)
            $0.name = "Школа № 1"
            $0.zone = "Europe/Moscow"
        }
    }

    private static let classOpened = WireClassOpened.with {
        $0.classID = data(classID)
        $0.parallel = 7
        $0.letter = "А"
    }

    private static let groupOpened = WireGroupOpened.with {
        $0.groupID = data(group)
        $0.name = "7А"
        $0.classID = data(classID)
    }

    private static let courseOpened = WireCourseOpened.with {
        $0.courseID = data(course)
        $0.name = "Алгебра"
    }

    static func staffCard(email: String? = "teacher@school.example") -> WireStaffCardRecorded {
        .with {
            $0.staffID = data(teacher)
            if let email { $0.email = email }
        }
    }

    static func pupilCard(given: String = "Анна") -> WirePupilCardRecorded {
        .with {
            $0.pupilID = data(pupil)
            $0.name = .with { $0.given = given }
        }
    }

    static func scheduled(_ lesson: UUID = lesson, on day: Day = day, number: UInt32 = 1) -> WireLessonScheduled {
        .with {
            $0.lessonID = data(lesson)
            $0.date = day.rawValue
            $0.number = number
            $0.groupID = data(group)
            $0.courseID = data(course)
        }
    }

    static func moved(_ lesson: UUID = lesson, to day: Day) -> WireLessonMoved {
        .with {
            $0.lessonID = data(lesson)
            $0.date = day.rawValue
        }
    }

    static func dropped(_ lesson: UUID = lesson) -> WireLessonDropped { .with { $0.lessonID = data(lesson) } }
    static func cancelled(_ lesson: UUID = lesson) -> WireLessonCancelled { .with { $0.lessonID = data(lesson) } }

    static func guardianship(_ id: UUID, _ guardian: UUID, of pupil: UUID) -> WireGuardianshipRecorded {
        .with {
            $0.guardianshipID = data(id)
            $0.guardianID = data(guardian)
            $0.pupilID = data(pupil)
            $0.firstDay = (day - 100).rawValue
        }
    }

    static func guardianshipEnded(_ id: UUID = id(0x51), last day: Day) -> WireGuardianshipEnded {
        .with {
            $0.guardianshipID = data(id)
            $0.lastDay = day.rawValue
        }
    }

    static func given(_ mark: UInt64 = 1, _ points: Int32 = 4, to pupil: UUID = pupil) -> WireMarkGiven {
        .with {
            $0.markID = data(markID(mark))
            $0.workID = data(work)
            $0.pupilID = data(pupil)
            $0.value = .with { $0.points = points }
            $0.date = day.rawValue
        }
    }

    static func changed(_ mark: UInt64 = 1, _ points: Int32) -> WireMarkChanged {
        .with {
            $0.markID = data(markID(mark))
            $0.value = .with { $0.points = points }
        }
    }

    static func withdrawn(_ mark: UInt64 = 1) -> WireMarkWithdrawn { .with { $0.markID = data(markID(mark)) } }
    static func markID(_ number: UInt64) -> UUID { id(0x4_0000 + number) }

    static func issued(_ account: UUID = account, to person: UUID = mother) -> WireAccountIssued {
        .with {
            $0.accountID = data(account)
            $0.personID = data(person)
            $0.holder = .guardian
        }
    }

    static func card(_ email: String?, _ account: UUID = account) -> WireAccountCardRecorded {
        .with {
            $0.accountID = data(account)
            if let email { $0.email = email }
        }
    }

    static func wish(marks: Bool, minutes: UInt32 = 20, _ account: UUID = account) -> WireMailPreferenceSet {
        .with {
            $0.accountID = data(account)
            $0.marks = marks
            $0.gatherMinutes = minutes
        }
    }

    static func closed(_ account: UUID = account) -> WireAccountClosed { .with { $0.accountID = data(account) } }

    static func raised(_ alert: UInt64, rule: WireRule = .topic, due: Int64 = at(0, day: 1)) -> WireAlertRaised {
        .with {
            $0.alertID = data(alertID(alert))
            $0.lessonID = data(lesson)
            $0.rule = rule
            $0.clause = "3.5"
            $0.ownerID = data(teacher)
            $0.date = day.rawValue
            $0.due = due
        }
    }

    static func alertClosed(_ alert: UInt64, happened instant: Int64? = nil) -> WireAlertClosed {
        .with {
            $0.alertID = data(alertID(alert))
            if let instant { $0.happenedAt = instant }
        }
    }

    static func alertReopened(_ alert: UInt64, happened instant: Int64? = nil) -> WireAlertReopened {
        .with {
            $0.alertID = data(alertID(alert))
            if let instant { $0.happenedAt = instant }
        }
    }

    static func alertID(_ number: UInt64) -> UUID { id(0x8_0000 + number) }
}
