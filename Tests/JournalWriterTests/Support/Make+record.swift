import Contracts
import Foundation
import School
import SwiftProtobuf

@testable import JournalWriter

extension Make {
    static func schedule(
        _ id: UUID, _ day: Day, start: UInt32 = 510, group: UUID = Sample.wholeClass, course: UUID,
        teacher: UUID = Sample.teacher
    ) -> WireScheduleLesson {
        .with {
            $0.lessonID = id.wire
            $0.date = day.rawValue
            $0.number = 1
            $0.start = start
            $0.end = start + 45
            $0.groupID = group.wire
            $0.courseID = course.wire
            $0.teacherID = teacher.wire
        }
    }

    static func topic(_ text: String, version: UInt32 = 1, lesson: UUID = Sample.lesson) -> WireRecordTopic {
        .with {
            $0.lessonID = lesson.wire
            $0.expectedVersion = version
            $0.topic = text
        }
    }

    static func homework(
        _ homework: WireRecordHomework.OneOf_Homework?, version: UInt32 = 1, lesson: UUID = Sample.lesson,
        due: Day? = nil
    ) -> WireRecordHomework {
        .with {
            $0.lessonID = lesson.wire
            $0.expectedVersion = version
            $0.homework = homework
            if let due { $0.due = due.rawValue }
        }
    }

    static func cancel(_ lesson: UUID, version: UInt32, reason: String = "карантин") -> WireCancelLesson {
        .with {
            $0.lessonID = lesson.wire
            $0.expectedVersion = version
            $0.reason = reason
            $0.orderNumber = "5-од"
        }
    }

    static func rollEntry(_ pupil: UUID, _ code: WireAttendanceCode, minutes: UInt32? = nil) -> WireRollEntry {
        .with {
            $0.pupilID = pupil.wire
            $0.code = code
            if let minutes { $0.minutesLate = minutes }
        }
    }

    static func takeRoll(_ lesson: UUID, version: UInt32, _ entries: [WireRollEntry]) -> WireTakeRoll {
        .with {
            $0.lessonID = lesson.wire
            $0.expectedVersion = version
            $0.entries = entries
        }
    }

    static func attendance(_ lesson: UUID, version: UInt32, _ entry: WireRollEntry) -> WireChangeAttendance {
        .with {
            $0.lessonID = lesson.wire
            $0.expectedVersion = version
            $0.entry = entry
        }
    }

    static func work(
        _ id: UUID, _ lesson: UUID, kind: WireWorkKind = .answer, weight: UInt32 = 100, required: Bool = true
    ) -> WireCreateWork {
        .with {
            $0.workID = id.wire
            $0.lessonID = lesson.wire
            $0.kind = kind
            $0.weight = weight
            $0.marksRequired = required
        }
    }

    static func value(points: Int32) -> WireMarkValue { .with { $0.points = points } }
    static func value(_ symbol: WireMarkSymbol) -> WireMarkValue { .with { $0.symbol = symbol } }

    static func giveMark(
        _ id: UUID, work: UUID = Sample.work, pupil: UUID = Sample.pupil, value: WireMarkValue,
        date: Day = Sample.monday
    ) -> WireGiveMark {
        .with {
            $0.markID = id.wire
            $0.workID = work.wire
            $0.pupilID = pupil.wire
            $0.value = value
            $0.date = date.rawValue
        }
    }

    static func giveMark(_ id: UUID, pupil: UUID = Sample.pupil, points: Int32) -> WireGiveMark {
        giveMark(id, pupil: pupil, value: value(points: points))
    }

    static func changeMark(_ id: UUID = Sample.mark, version: UInt32, _ value: WireMarkValue) -> WireChangeMark {
        .with {
            $0.markID = id.wire
            $0.expectedVersion = version
            $0.value = value
        }
    }

    static func erase(_ sequences: [Int64], basis: String = "152-ФЗ, ст. 21") -> WireErasePayloads {
        .with {
            $0.sequences = sequences.map(UInt64.init(clamping:))
            $0.basis = basis
        }
    }
}
