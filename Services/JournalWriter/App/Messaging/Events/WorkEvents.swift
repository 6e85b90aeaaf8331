import Contracts
import Foundation
import School

extension WorkCreated: JournalEvent {
    static let type = "WorkCreated"

    init(_ wire: WireWorkCreated) throws(Rejection) {
        self.init(
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            kind: try Field.choice(wire.hasKind, wire.kind.rawValue, "kind"),
            weight: Int(try Field.required(wire.hasWeight, wire.weight, "weight")),
            marksRequired: try Field.required(wire.hasMarksRequired, wire.marksRequired, "marks_required"),
            due: wire.hasDue ? Day(rawValue: wire.due) : nil)
    }

    var wire: WireWorkCreated {
        var wire = WireWorkCreated()
        wire.workID = Data(work.bytes)
        wire.version = version
        wire.lessonID = Data(lesson.bytes)
        wire.kind = .init(rawValue: kind.rawValue) ?? .unspecified
        wire.weight = UInt32(clamping: weight)
        wire.marksRequired = marksRequired
        if let due { wire.due = due.rawValue }
        return wire
    }
}

extension WorkWithdrawn: JournalEvent {
    static let type = "WorkWithdrawn"

    init(_ wire: WireWorkWithdrawn) throws(Rejection) {
        self.init(
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"))
    }

    var wire: WireWorkWithdrawn {
        var wire = WireWorkWithdrawn()
        wire.workID = Data(work.bytes)
        wire.version = version
        return wire
    }
}

extension MarkGiven: JournalEvent {
    static let type = "MarkGiven"

    init(_ wire: WireMarkGiven) throws(Rejection) {
        self.init(
            mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            value: try MarkValue(wire.hasValue, wire.value),
            date: Day(rawValue: try Field.required(wire.hasDate, wire.date, "date")),
            enteredAt: wire.hasEnteredAt ? wire.enteredAt : nil)
    }

    var wire: WireMarkGiven {
        var wire = WireMarkGiven()
        wire.markID = Data(mark.bytes)
        wire.version = version
        wire.workID = Data(work.bytes)
        wire.pupilID = Data(pupil.bytes)
        wire.value = value.wire
        wire.date = date.rawValue
        if let enteredAt { wire.enteredAt = enteredAt }
        return wire
    }
}

extension MarkChanged: JournalEvent {
    static let type = "MarkChanged"

    init(_ wire: WireMarkChanged) throws(Rejection) {
        self.init(
            mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            value: try MarkValue(wire.hasValue, wire.value),
            enteredAt: wire.hasEnteredAt ? wire.enteredAt : nil)
    }

    var wire: WireMarkChanged {
        var wire = WireMarkChanged()
        wire.markID = Data(mark.bytes)
        wire.version = version
        wire.value = value.wire
        if let enteredAt { wire.enteredAt = enteredAt }
        return wire
    }
}

extension MarkWithdrawn: JournalEvent {
    static let type = "MarkWithdrawn"

    init(_ wire: WireMarkWithdrawn) throws(Rejection) {
        self.init(
            mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            enteredAt: wire.hasEnteredAt ? wire.enteredAt : nil)
    }

    var wire: WireMarkWithdrawn {
        var wire = WireMarkWithdrawn()
        wire.markID = Data(mark.bytes)
        wire.version = version
        if let enteredAt { wire.enteredAt = enteredAt }
        return wire
    }
}
