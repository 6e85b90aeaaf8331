import Contracts
import Foundation
import School
import SwiftProtobuf

extension Sample {
    static func topic(_ lesson: UUID, _ text: String = "Дроби") -> WireTopicRecorded {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 2
            $0.topic = text
        }
    }

    /// - Parameter text: nil says that none was set.
    static func homework(_ lesson: UUID, _ text: String?) -> WireHomeworkRecorded {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 2
            if let text { $0.text = text } else { $0.none = WireNoHomework() }
        }
    }

    static func roll(_ lesson: UUID, code: WireAttendanceCode = .absent) -> WireRollTaken {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 1
            $0.entries = [
                .with {
                    $0.pupilID = data(id(0x90))
                    $0.code = code
                }
            ]
        }
    }

    static func work(_ work: UUID, of lesson: UUID, kind: WireWorkKind = .answer) -> WireWorkCreated {
        .with {
            $0.workID = data(work)
            $0.version = 1
            $0.lessonID = data(lesson)
            $0.kind = kind
            $0.weight = 100
            $0.marksRequired = false
        }
    }

    static func mark(
        _ mark: UUID, for work: UUID, on day: Day = day, value: WireMarkValue = .with { $0.points = 5 }
    ) -> WireMarkGiven {
        .with {
            $0.markID = data(mark)
            $0.version = 1
            $0.workID = data(work)
            $0.pupilID = data(id(0x90))
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

    /// Everything that can be entered in one lesson, and a mark changed and another withdrawn.
    static func fullLesson(_ number: UInt64) -> [any Message] {
        let (lesson, work) = (id(0x1000 + number), id(0x2000 + number))
        let (stays, goes) = (id(0x3000 + number), id(0x4000 + number))
        return [
            scheduled(lesson, on: day + Int(number)), topic(lesson), homework(lesson, number % 2 == 0 ? nil : "§ 4"),
            roll(lesson), self.work(work, of: lesson), mark(stays, for: work, on: day + Int(number)),
            mark(goes, for: work, on: day + Int(number)), markWithdrawn(goes),
        ]
    }
}

extension Sample {
    /// The sample pupil's attendance, entered after the roll.
    static func attendance(_ lesson: UUID, code: WireAttendanceCode) -> WireAttendanceChanged {
        .with {
            $0.lessonID = data(lesson)
            $0.version = 2
            $0.entry = .with {
                $0.pupilID = data(id(0x90))
                $0.code = code
                if code == .late { $0.minutesLate = 5 }
            }
        }
    }
}
