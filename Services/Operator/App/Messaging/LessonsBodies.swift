import Contracts
import Foundation
import School

extension WireRecordTopic {
    init(_ lesson: UUID, _ version: UInt32, _ topic: String) {
        self.init()
        lessonID = lesson.data
        expectedVersion = version
        self.topic = topic
    }
}

extension WireRecordHomework {
    init(_ lesson: UUID, _ version: UInt32, _ text: String?) {
        self.init()
        lessonID = lesson.data
        expectedVersion = version
        homework = text.map { .text($0) } ?? .none(true)
    }
}

extension WireCancelLesson {
    init(_ lesson: UUID, _ reason: String, _ order: String) {
        self.init()
        lessonID = lesson.data
        expectedVersion = 1
        self.reason = reason
        orderNumber = order
    }
}

extension WireTakeRoll {
    init(_ lesson: UUID, _ entries: [SampleCommand.RollEntry]) {
        self.init()
        lessonID = lesson.data
        expectedVersion = 0
        self.entries = entries.map(WireRollEntry.init)
    }
}

extension WireCreateWork {
    init(_ id: UUID, _ lesson: UUID, _ kind: SampleWorkKind, _ weight: Int, _ isRequired: Bool) {
        self.init()
        workID = id.data
        lessonID = lesson.data
        self.kind = WireWorkKind(rawValue: kind.rawValue) ?? .unspecified
        self.weight = UInt32(weight)
        marksRequired = isRequired
    }
}

extension WireGiveMark {
    init(_ id: UUID, _ work: UUID, _ pupil: UUID, _ value: MarkValue, _ date: Day) {
        self.init()
        markID = id.data
        workID = work.data
        pupilID = pupil.data
        self.value = WireMarkValue(value)
        self.date = date.rawValue
    }
}

extension WireRollEntry {
    fileprivate init(_ entry: SampleCommand.RollEntry) {
        self.init()
        pupilID = entry.pupil.data
        code = WireAttendanceCode(rawValue: entry.code.rawValue) ?? .unspecified
        if let minutes = entry.minutesLate { minutesLate = UInt32(minutes) }
    }
}

extension WireMarkValue {
    fileprivate init(_ value: MarkValue) {
        self.init()
        switch value {
        case .points(let points): self.points = Int32(points)
        case .pass: symbol = .pass
        case .fail: symbol = .fail
        case .owed: symbol = .owed
        }
    }
}
