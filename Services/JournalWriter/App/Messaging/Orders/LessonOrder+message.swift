import Contracts
import Foundation
import School
import SwiftProtobuf

extension LessonOrder {
    /// The command's name and body.
    func message() throws -> (name: String, body: Data) {
        let message = wire
        return (Self.name(of: message), try message.serializedBytes())
    }

    private static func name(of message: any Message) -> String {
        String(type(of: message).protoMessageName.split(separator: ".").last ?? "")
    }

    private var wire: any Message {
        switch self {
        case .topic(let lesson, let expected, let text):
            WireRecordTopic.with {
                $0.lessonID = Data(lesson.bytes)
                $0.expectedVersion = expected
                $0.topic = text
            }
        case .homework(let lesson, let expected, let draft): draft.wire(lesson, expected)
        case .roll(let lesson, let expected, let lines):
            WireTakeRoll.with {
                $0.lessonID = Data(lesson.bytes)
                $0.expectedVersion = expected
                $0.entries = lines.map(\.wire)
            }
        case .cancel(let lesson, let expected, let reason, let orderNumber):
            WireCancelLesson.with {
                $0.lessonID = Data(lesson.bytes)
                $0.expectedVersion = expected
                $0.reason = reason
                if let orderNumber { $0.orderNumber = orderNumber }
            }
        case .createWork, .withdrawWork, .giveMark, .changeMark, .withdrawMark: workWire
        }
    }

    private var workWire: any Message {
        switch self {
        case .createWork(let draft): draft.wire
        case .withdrawWork(let work, let expected):
            WireWithdrawWork.with {
                $0.workID = Data(work.bytes)
                $0.expectedVersion = expected
            }
        case .giveMark(let draft): draft.wire
        case .changeMark(let mark, let expected, let value):
            WireChangeMark.with {
                $0.markID = Data(mark.bytes)
                $0.expectedVersion = expected
                $0.value = value.wire
            }
        case .withdrawMark(let mark, let expected):
            WireWithdrawMark.with {
                $0.markID = Data(mark.bytes)
                $0.expectedVersion = expected
            }
        case .topic, .homework, .roll, .cancel: wire
        }
    }
}

extension HomeworkDraft {
    fileprivate func wire(_ lesson: UUID, _ expected: Version) -> WireRecordHomework {
        .with {
            $0.lessonID = Data(lesson.bytes)
            $0.expectedVersion = expected
            switch homework {
            case .text(let text): $0.text = text
            case .none: $0.none = true
            }
            if let due { $0.due = due.rawValue }
        }
    }
}

extension RollDraft {
    fileprivate var wire: WireRollEntry {
        .with {
            $0.pupilID = Data(pupil.bytes)
            $0.code = .init(rawValue: code.rawValue) ?? .unspecified
            if let minutesLate { $0.minutesLate = UInt32(clamping: minutesLate) }
        }
    }
}

extension WorkDraft {
    fileprivate var wire: WireCreateWork {
        .with {
            $0.workID = Data(work.bytes)
            $0.lessonID = Data(lesson.bytes)
            $0.kind = .init(rawValue: kind.rawValue) ?? .unspecified
            $0.weight = UInt32(clamping: weight)
            $0.marksRequired = marksRequired
            if let due { $0.due = due.rawValue }
        }
    }
}

extension MarkDraft {
    fileprivate var wire: WireGiveMark {
        .with {
            $0.markID = Data(mark.bytes)
            $0.workID = Data(work.bytes)
            $0.pupilID = Data(pupil.bytes)
            $0.value = value.wire
            $0.date = date.rawValue
        }
    }
}
