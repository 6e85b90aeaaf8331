import Contracts
import Foundation
import School

extension TopicRecorded: JournalEvent {
    static let type = "TopicRecorded"

    init(_ wire: WireTopicRecorded) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            topic: try Field.required(wire.hasTopic, wire.topic, "topic"),
            enteredAt: wire.hasEnteredAt ? wire.enteredAt : nil)
    }

    var wire: WireTopicRecorded {
        var wire = WireTopicRecorded()
        wire.lessonID = Data(lesson.bytes)
        wire.version = version
        wire.topic = topic
        if let enteredAt { wire.enteredAt = enteredAt }
        return wire
    }
}

extension HomeworkRecorded: JournalEvent {
    static let type = "HomeworkRecorded"

    init(_ wire: WireHomeworkRecorded) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            entry: HomeworkEntry(
                homework: try Self.homework(wire.homework), due: wire.hasDue ? Day(rawValue: wire.due) : nil),
            enteredAt: wire.hasEnteredAt ? wire.enteredAt : nil)
    }

    private static func homework(_ wire: WireHomeworkRecorded.OneOf_Homework?) throws(Rejection) -> Homework {
        switch wire {
        case .text(let text): return .text(text)
        case .some(.none(_)): return .none
        case nil: throw Field.missing("homework")
        }
    }

    var wire: WireHomeworkRecorded {
        var wire = WireHomeworkRecorded()
        wire.lessonID = Data(lesson.bytes)
        wire.version = version
        switch entry.homework {
        case .text(let text): wire.text = text
        case .none: wire.none = WireNoHomework()
        }
        if let due = entry.due { wire.due = due.rawValue }
        if let enteredAt { wire.enteredAt = enteredAt }
        return wire
    }
}

extension LessonCancelled: JournalEvent {
    static let type = "LessonCancelled"

    init(_ wire: WireLessonCancelled) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            cancellation: Cancellation(
                reason: try Field.required(wire.hasReason, wire.reason, "reason"),
                orderNumber: wire.hasOrderNumber ? wire.orderNumber : nil))
    }

    var wire: WireLessonCancelled {
        var wire = WireLessonCancelled()
        wire.lessonID = Data(lesson.bytes)
        wire.version = version
        wire.reason = cancellation.reason
        if let orderNumber = cancellation.orderNumber { wire.orderNumber = orderNumber }
        return wire
    }
}
