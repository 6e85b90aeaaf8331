import Contracts
import Foundation
import School
import SwiftProtobuf

extension Sample {
    /// A lesson of 45 minutes, the first at 08:30, the next 50 minutes later each.
    static func scheduled(
        _ lesson: UUID, on day: Day = day, number: UInt32 = 1, teacher: UUID = teacher
    ) -> WireLessonScheduled {
        let start = 510 + 50 * (number - 1)
        return .with {
            $0.lessonID = data(lesson)
            $0.version = 1
            $0.date = day.rawValue
            $0.number = number
            $0.start = start
            $0.end = start + 45
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

    static func topic(_ lesson: UUID) -> WireTopicRecorded {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 2
            $0.topic = "Дроби"
        }
    }

    /// - Parameter text: nil says that none was set.
    static func homework(_ lesson: UUID, _ text: String? = "§ 4") -> WireHomeworkRecorded {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 2
            if let text { $0.text = text } else { $0.none = WireNoHomework() }
        }
    }

    static func entry(_ pupil: UUID, _ code: WireAttendanceCode) -> WireRollEntry {
        .with {
            $0.pupilID = data(pupil)
            $0.code = code
            if code == .late { $0.minutesLate = 5 }
        }
    }

    static func roll(_ lesson: UUID, _ entries: WireRollEntry..., version: UInt32 = 1) -> WireRollTaken {
        .with {
            $0.lessonID = data(lesson)
            $0.version = version
            $0.entries = entries
        }
    }

    static func attendance(_ lesson: UUID, _ entry: WireRollEntry) -> WireAttendanceChanged {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 2
            $0.entry = entry
        }
    }

    static func work(
        _ work: UUID, of lesson: UUID, isRequired: Bool = true, homeworkDue: Day? = nil
    ) -> WireWorkCreated {
        .with {
            $0.workID = data(work)
            $0.version = 1
            $0.lessonID = data(lesson)
            $0.kind = homeworkDue == nil ? .control : .homework
            $0.weight = 100
            $0.marksRequired = isRequired
            if let homeworkDue { $0.due = homeworkDue.rawValue }
        }
    }

    static func workWithdrawn(_ work: UUID) -> WireWorkWithdrawn {
        .with {
            $0.workID = data(work)
            $0.version = 2
        }
    }

    static let owed = WireMarkValue.with { $0.symbol = .owed }
    static func points(_ points: Int32) -> WireMarkValue { .with { $0.points = points } }

    static func mark(
        _ mark: UUID, for work: UUID, of pupil: UUID, on day: Day = day, value: WireMarkValue = points(5)
    ) -> WireMarkGiven {
        .with {
            $0.markID = data(mark)
            $0.version = 1
            $0.workID = data(work)
            $0.pupilID = data(pupil)
            $0.value = value
            $0.date = day.rawValue
        }
    }

    static func markChanged(_ mark: UUID, to value: WireMarkValue) -> WireMarkChanged {
        .with {
            $0.markID = data(mark)
            $0.version = 2
            $0.value = value
        }
    }

    static func markWithdrawn(_ mark: UUID) -> WireMarkWithdrawn {
        .with {
            $0.markID = data(mark)
            $0.version = 2
        }
    }

    static func timetable(
        _ id: UUID, from day: Day, weekdays: [UInt32], days: Int = 101
    ) -> WireTimetableApproved {
        .with {
            $0.timetableID = data(id)
            $0.version = 1
            $0.bellsID = data(Sample.id(0xBE))
            $0.firstDay = day.rawValue
            $0.lastDay = (day + days - 1).rawValue
            $0.entries = weekdays.map { weekday in
                .with {
                    $0.weekday = weekday
                    $0.number = 1
                    $0.groupID = data(group)
                    $0.courseID = data(course)
                    $0.teacherID = data(teacher)
                }
            }
        }
    }
}
