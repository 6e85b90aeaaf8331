import Contracts
import Foundation
import School
import SwiftProtobuf

extension SampleHistory {
    /// Two lessons a week for a fortnight.
    static let timetable: [any Message] = [
        WireSetBells.with {
            $0.bellsID = SampleIDs.bells.wire
            $0.expectedVersion = 0
            $0.name = "обычные"
            $0.bells = [bell(1, from: 510), bell(2, from: 565)]
        },
        WireApproveTimetable.with {
            $0.timetableID = SampleIDs.timetable.wire
            $0.expectedVersion = 0
            $0.bellsID = SampleIDs.bells.wire
            $0.firstDay = monday
            $0.lastDay = monday + 13
            $0.daysOff = [monday + 11]
            $0.entries = [entry(1, 1), entry(3, 2)]
        },
    ]

    static let record: [any Message] = [
        WireScheduleLesson.with {
            $0.lessonID = SampleIDs.lesson.wire
            $0.date = monday
            $0.number = 2
            $0.start = 565
            $0.end = 610
            $0.groupID = SampleIDs.group.wire
            $0.courseID = SampleIDs.course.wire
            $0.teacherID = SampleIDs.teacher.wire
        },
        work(SampleIDs.work.wire), work(SampleIDs.unmarkedWork.wire),
        WireTakeRoll.with {
            $0.lessonID = SampleIDs.lesson.wire
            $0.expectedVersion = 0
            $0.entries = [late(minutes: 5)]
        },
        WireGiveMark.with {
            $0.markID = SampleIDs.mark.wire
            $0.workID = SampleIDs.work.wire
            $0.pupilID = SampleIDs.pupil.wire
            $0.value = .with { $0.points = 4 }
            $0.date = monday
        },
    ]

    private static func work(_ id: Data) -> WireCreateWork {
        .with {
            $0.workID = id
            $0.lessonID = SampleIDs.lesson.wire
            $0.kind = .homework
            $0.weight = 100
            $0.marksRequired = true
            $0.due = monday + 2
        }
    }

    static func bell(_ number: UInt32, from start: UInt32) -> WireBell {
        .with {
            $0.number = number
            $0.start = start
            $0.end = start + 45
        }
    }

    static func entry(_ weekday: UInt32, _ number: UInt32) -> WireTimetableEntry {
        .with {
            $0.weekday = weekday
            $0.number = number
            $0.groupID = SampleIDs.group.wire
            $0.courseID = SampleIDs.course.wire
            $0.teacherID = SampleIDs.teacher.wire
        }
    }

    static func late(minutes: UInt32) -> WireRollEntry {
        .with {
            $0.pupilID = SampleIDs.pupil.wire
            $0.code = .late
            $0.minutesLate = minutes
        }
    }
}
