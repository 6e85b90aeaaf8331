import Contracts
import Foundation
import School
import SwiftProtobuf

/// Ids, days and messages of the tests: one school in Moscow, one group of a class, lessons from 08:30 to 09:15.
enum Sample {
    static let school = id(0x5C)
    static let classID = id(0xC1)
    static let group = id(0x61)
    /// 2026-09-01, a Tuesday.
    static let day = Day(rawValue: 20_697)
    /// 09:15 in minutes.
    static let end: UInt32 = 555
    /// 2026-09-01T09:15 in Moscow (06:15 UTC), where the lessons end.
    static let endInMoscow: Int64 = (20_697 * 86_400 + 6 * 3_600 + 15 * 60) * 1_000_000

    static func id(_ number: UInt64) -> UUID { UUID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0000 | number) }

    static func data(_ id: UUID) -> Data { Data(id.bytes) }

    static func registered(_ school: UUID = school, zone: String = "Europe/Moscow") -> WireSchoolRegistered {
        .with {
            $0.schoolID = data(school)
            $0.version = 1
            $0.name = "Школа № 1"
            $0.zone = zone
        }
    }

    static func zoneSet(since: Day, zone: String) -> WireSchoolZoneSet {
        .with {
            $0.version = 2
            $0.since = since.rawValue
            $0.zone = zone
        }
    }

    static func groupOpened(_ group: UUID = group, classID: UUID? = classID) -> WireGroupOpened {
        .with {
            $0.groupID = data(group)
            $0.version = 1
            $0.name = "7А"
            if let classID { $0.classID = data(classID) }
            $0.wholeClass = classID != nil
        }
    }

    static let course = id(0xC0)
    static let teacher = id(0x7E)

    static func courseOpened(
        homework: WireHomeworkPolicy = .expected, counts: Bool = true, extracurricular: Bool = false
    ) -> WireCourseOpened {
        .with {
            $0.courseID = data(course)
            $0.version = 1
            $0.name = "Математика"
            $0.policy = .with {
                $0.marks = .fivePoint
                $0.homework = homework
                $0.countsInFilling = counts
                $0.extracurricular = extracurricular
            }
        }
    }

    /// Lessons of the sample group on these weekdays.
    static func timetable(
        _ weekdays: [UInt32], _ timetable: UUID = id(0x77), days: ClosedRange<Day> = day...day + 60
    ) -> WireTimetableApproved {
        .with {
            $0.timetableID = data(timetable)
            $0.version = 1
            $0.firstDay = days.lowerBound.rawValue
            $0.lastDay = days.upperBound.rawValue
            $0.entries = weekdays.map { weekday in
                .with {
                    $0.weekday = weekday
                    $0.number = 1
                    $0.groupID = data(group)
                }
            }
        }
    }

    static func scheduled(
        _ lesson: UUID, on day: Day = day, end: UInt32 = end, number: UInt32 = 1, group: UUID = group
    ) -> WireLessonScheduled {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 1
            $0.date = day.rawValue
            $0.number = number
            $0.start = end - 45
            $0.end = end
            $0.groupID = data(group)
            $0.courseID = data(course)
            $0.teacherID = data(teacher)
        }
    }

    static func moved(_ lesson: UUID, to day: Day? = nil, end: UInt32? = nil) -> WireLessonMoved {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 2
            if let day { $0.date = day.rawValue }
            if let end { $0.end = end }
        }
    }

    static func dropped(_ lesson: UUID) -> WireLessonDropped {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 2
        }
    }

    static func cancelled(_ lesson: UUID) -> WireLessonCancelled {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 2
            $0.reason = "карантин"
        }
    }
}
