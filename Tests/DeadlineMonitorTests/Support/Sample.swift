import Contracts
import Foundation
import School
import SwiftProtobuf

/// Ids, days and messages of the tests: one school in Moscow, class 7А with one group of all, one course, two teachers;
/// lessons of 45 minutes from 08:30 on.
enum Sample {
    static let school = id(0x5C)
    static let classID = id(0xC1)
    static let group = id(0x61)
    static let course = id(0xC0)
    static let teacher = id(0x7E)
    static let pupils = [id(0x91), id(0x92), id(0x93)]
    /// 2026-09-03, a Thursday.
    static let day = Day(rawValue: 20_699)

    static func id(_ number: UInt64) -> UUID { UUID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0000 | number) }
    static func data(_ id: UUID) -> Data { Data(id.bytes) }

    /// Microseconds UTC of a time of day in Moscow, so many days after the sample day.
    static func at(_ hour: Int, _ minute: Int = 0, day offset: Int = 0) -> Int64 {
        ((Int64(day.rawValue) + Int64(offset)) * 86_400 + Int64(hour - 3) * 3_600 + Int64(minute) * 60) * 1_000_000
    }

    /// A school, its class, group, course, teacher, and three pupils enrolled long ago.
    static func directory(
        marks: WireMarkScale = .fivePoint, homework: WireHomeworkPolicy = .expected, extracurricular: Bool = false,
        parallel: UInt32 = 7
    ) -> [any Message] {
        [registered(), classOpened(parallel: parallel), groupOpened(), courseOpened(marks, homework, extracurricular)]
            + pupils.enumerated().map { enrolled($1, number: UInt64($0)) }
    }

    static func registered(zone: String = "Europe/Moscow") -> WireSchoolRegistered {
        .with {
            $0.schoolID = data(school)
            $0.version = 1
            $0.name = "Школа № 1"
            $0.zone = zone
        }
    }

    static func classOpened(parallel: UInt32 = 7) -> WireClassOpened {
        .with {
            $0.classID = data(classID)
            $0.version = 1
            $0.parallel = parallel
            $0.letter = "А"
            $0.schoolYear = 2027
        }
    }

    static func groupOpened() -> WireGroupOpened {
        .with {
            $0.groupID = data(group)
            $0.version = 1
            $0.name = "7А"
            $0.classID = data(classID)
            $0.wholeClass = true
        }
    }

    static func policy(
        _ marks: WireMarkScale = .fivePoint, _ homework: WireHomeworkPolicy = .expected, _ extracurricular: Bool = false
    ) -> WireCoursePolicy {
        .with {
            $0.marks = marks
            $0.homework = homework
            $0.countsInFilling = true
            $0.extracurricular = extracurricular
        }
    }

    static func courseOpened(
        _ marks: WireMarkScale = .fivePoint, _ homework: WireHomeworkPolicy = .expected, _ extracurricular: Bool = false
    ) -> WireCourseOpened {
        .with {
            $0.courseID = data(course)
            $0.version = 1
            $0.name = "Алгебра"
            $0.policy = policy(marks, homework, extracurricular)
        }
    }

    static func policyChanged(_ policy: WireCoursePolicy) -> WireCoursePolicyChanged {
        .with {
            $0.courseID = data(course)
            $0.version = 2
            $0.policy = policy
        }
    }

    static func enrolled(_ pupil: UUID, number: UInt64, from day: Day = Sample.day - 2) -> WirePupilEnrolled {
        .with {
            $0.enrolmentID = data(id(0xE000 + number))
            $0.version = 1
            $0.pupilID = data(pupil)
            $0.classID = data(classID)
            $0.firstDay = day.rawValue
        }
    }

    static func enrolmentEnded(number: UInt64, last day: Day) -> WireEnrolmentEnded {
        .with {
            $0.enrolmentID = data(id(0xE000 + number))
            $0.version = 2
            $0.lastDay = day.rawValue
        }
    }
}
