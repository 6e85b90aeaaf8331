import Contracts
import School
import SwiftProtobuf

extension SampleHistory {
    static let changes: [any Message] = [
        WireRenameSchool.with {
            $0.expectedVersion = 1
            $0.name = "Гимназия № 1"
        },
        WireSetSchoolZone.with {
            $0.expectedVersion = 1
            $0.since = monday + 2
            $0.zone = "Europe/Samara"
        },
        WireRenameClass.with {
            $0.classID = SampleIDs.schoolClass.wire
            $0.expectedVersion = 1
            $0.letter = "Г"
        },
        WireChangeCoursePolicy.with {
            $0.courseID = SampleIDs.course.wire
            $0.expectedVersion = 1
            $0.policy = .with {
                $0 = policy
                $0.marks = .passFail
            }
        },
        WireApproveTimetable.with {
            $0.timetableID = SampleIDs.timetable.wire
            $0.expectedVersion = 1
            $0.bellsID = SampleIDs.bells.wire
            $0.firstDay = monday
            $0.lastDay = monday + 13
            $0.entries = [entry(1, 2), entry(6, 1)]
            $0.changeFrom = monday + 4
        },
        WireRecordTopic.with {
            $0.lessonID = SampleIDs.lesson.wire
            $0.expectedVersion = 1
            $0.topic = "Дроби"
        },
        WireRecordHomework.with {
            $0.lessonID = SampleIDs.lesson.wire
            $0.expectedVersion = 1
            $0.homework = .text("§ 5, № 1–4")
            $0.due = monday + 2
        },
        WireChangeAttendance.with {
            $0.lessonID = SampleIDs.lesson.wire
            $0.expectedVersion = 1
            $0.entry = late(minutes: 3)
        },
        WireChangeMark.with {
            $0.markID = SampleIDs.mark.wire
            $0.expectedVersion = 1
            $0.value = .with { $0.points = 5 }
        },
    ]
}
