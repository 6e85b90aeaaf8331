import Contracts
import Foundation
import School
import SwiftProtobuf

extension Lessons {
    static func moved(
        _ lesson: UUID, to day: String? = nil, number: UInt32? = nil, teacher: UUID? = nil
    ) -> WireLessonMoved {
        .with {
            $0.lessonID = lesson.wire
            $0.version = 2
            if let day { $0.date = Sample.day(day).rawValue }
            if let number { $0.number = number }
            if let teacher { $0.teacherID = teacher.wire }
        }
    }

    static func dropped(_ lesson: UUID) -> WireLessonDropped {
        .with {
            $0.lessonID = lesson.wire
            $0.version = 2
        }
    }

    static func cancelled(_ lesson: UUID) -> WireLessonCancelled {
        .with {
            $0.lessonID = lesson.wire
            $0.version = 2
            $0.reason = "карантин"
        }
    }

    static func topic(_ lesson: UUID, _ text: String = "Дроби") -> WireTopicRecorded {
        .with {
            $0.lessonID = lesson.wire
            $0.version = 2
            $0.topic = text
        }
    }

    /// - Parameter text: nil says that none was set.
    static func homework(_ lesson: UUID, _ text: String?, due: String? = nil) -> WireHomeworkRecorded {
        .with {
            $0.lessonID = lesson.wire
            $0.version = 2
            if let text { $0.text = text } else { $0.none = WireNoHomework() }
            if let due { $0.due = Sample.day(due).rawValue }
        }
    }

    static func entry(_ code: WireAttendanceCode, minutes: UInt32? = nil, of pupil: UUID = Sample.pupil)
        -> WireRollEntry
    {
        .with {
            $0.pupilID = pupil.wire
            $0.code = code
            if let minutes { $0.minutesLate = minutes }
        }
    }

    static func roll(_ lesson: UUID, _ entries: [WireRollEntry] = []) -> WireRollTaken {
        .with {
            $0.lessonID = lesson.wire
            $0.version = 1
            $0.entries = entries
        }
    }

    static func attendance(_ lesson: UUID, _ entry: WireRollEntry) -> WireAttendanceChanged {
        .with {
            $0.lessonID = lesson.wire
            $0.version = 2
            $0.entry = entry
        }
    }

    static func work(
        _ work: UUID, of lesson: UUID, kind: WireWorkKind = .control, weight: UInt32 = 100
    ) -> WireWorkCreated {
        .with {
            $0.workID = work.wire
            $0.version = 1
            $0.lessonID = lesson.wire
            $0.kind = kind
            $0.weight = weight
            $0.marksRequired = false
        }
    }

    static func workWithdrawn(_ work: UUID) -> WireWorkWithdrawn {
        .with {
            $0.workID = work.wire
            $0.version = 2
        }
    }

    static func points(_ points: Int32) -> WireMarkValue { .with { $0.points = points } }
    static func symbol(_ symbol: WireMarkSymbol) -> WireMarkValue { .with { $0.symbol = symbol } }

    static func mark(
        _ mark: UUID, for work: UUID, _ value: WireMarkValue = points(5), on day: String = "2026-10-14",
        of pupil: UUID = Sample.pupil
    ) -> WireMarkGiven {
        .with {
            $0.markID = mark.wire
            $0.version = 1
            $0.workID = work.wire
            $0.pupilID = pupil.wire
            $0.value = value
            $0.date = Sample.day(day).rawValue
        }
    }

    static func markChanged(_ mark: UUID, _ value: WireMarkValue) -> WireMarkChanged {
        .with {
            $0.markID = mark.wire
            $0.version = 2
            $0.value = value
        }
    }

    static func markWithdrawn(_ mark: UUID) -> WireMarkWithdrawn {
        .with {
            $0.markID = mark.wire
            $0.version = 2
        }
    }
}
