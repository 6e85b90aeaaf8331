import Contracts
import Foundation
import School

extension LessonMoved: JournalEvent {
    static let type = "LessonMoved"

    init(_ wire: WireLessonMoved) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            date: wire.hasDate ? Day(rawValue: wire.date) : nil,
            number: wire.hasNumber ? Int(wire.number) : nil,
            start: wire.hasStart ? try Field.minute(true, wire.start, "start") : nil,
            end: wire.hasEnd ? try Field.minute(true, wire.end, "end") : nil,
            teacher: wire.hasTeacherID ? try Field.id(true, wire.teacherID, "teacher_id") : nil)
    }

    var wire: WireLessonMoved {
        var wire = WireLessonMoved()
        wire.lessonID = Data(lesson.bytes)
        wire.version = version
        if let date { wire.date = date.rawValue }
        if let number { wire.number = UInt32(clamping: number) }
        if let start { wire.start = UInt32(start.rawValue) }
        if let end { wire.end = UInt32(end.rawValue) }
        if let teacher { wire.teacherID = Data(teacher.bytes) }
        return wire
    }
}

extension LessonDropped: JournalEvent {
    static let type = "LessonDropped"

    init(_ wire: WireLessonDropped) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"))
    }

    var wire: WireLessonDropped {
        var wire = WireLessonDropped()
        wire.lessonID = Data(lesson.bytes)
        wire.version = version
        return wire
    }
}

extension LessonScheduled: JournalEvent {
    static let type = "LessonScheduled"

    init(_ wire: WireLessonScheduled) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            plan: PlannedLesson(
                date: Day(rawValue: try Field.required(wire.hasDate, wire.date, "date")),
                number: Int(try Field.required(wire.hasNumber, wire.number, "number")),
                start: try Field.minute(wire.hasStart, wire.start, "start"),
                end: try Field.minute(wire.hasEnd, wire.end, "end"),
                group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
                course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                teacher: try Field.id(wire.hasTeacherID, wire.teacherID, "teacher_id")),
            timetable: wire.hasTimetableID ? try Field.id(true, wire.timetableID, "timetable_id") : nil)
    }

    var wire: WireLessonScheduled {
        var wire = WireLessonScheduled()
        wire.lessonID = Data(lesson.bytes)
        wire.version = version
        wire.date = plan.date.rawValue
        wire.number = UInt32(clamping: plan.number)
        wire.start = UInt32(plan.start.rawValue)
        wire.end = UInt32(plan.end.rawValue)
        wire.groupID = Data(plan.group.bytes)
        wire.courseID = Data(plan.course.bytes)
        wire.teacherID = Data(plan.teacher.bytes)
        if let timetable { wire.timetableID = Data(timetable.bytes) }
        return wire
    }
}

extension BellsSet: JournalEvent {
    static let type = "BellsSet"

    init(_ wire: WireBellsSet) throws(Rejection) {
        var bells: [Bell] = []
        for (index, bell) in wire.bells.enumerated() { bells.append(try Bell(bell, at: "bells[\(index)].")) }
        self.init(
            bells: try Field.id(wire.hasBellsID, wire.bellsID, "bells_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            name: try Field.required(wire.hasName, wire.name, "name"),
            schedule: BellSchedule(recorded: bells))
    }

    var wire: WireBellsSet {
        var wire = WireBellsSet()
        wire.bellsID = Data(bells.bytes)
        wire.version = version
        wire.name = name
        wire.bells = schedule.bells.map { bell in
            var wire = WireBell()
            wire.number = UInt32(clamping: bell.number)
            wire.start = UInt32(bell.start.rawValue)
            wire.end = UInt32(bell.end.rawValue)
            return wire
        }
        return wire
    }
}

extension TimetableApproved: JournalEvent {
    static let type = "TimetableApproved"

    init(_ wire: WireTimetableApproved) throws(Rejection) {
        let first = Day(rawValue: try Field.required(wire.hasFirstDay, wire.firstDay, "first_day"))
        let last = Day(rawValue: try Field.required(wire.hasLastDay, wire.lastDay, "last_day"))
        guard first <= last else { throw Rejection(.invalid, field: "last_day", "the last day is before the first") }
        self.init(
            id: try Field.id(wire.hasTimetableID, wire.timetableID, "timetable_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            timetable: Timetable(
                recorded: try Field.id(wire.hasBellsID, wire.bellsID, "bells_id"), first...last,
                daysOff: wire.daysOff.map(Day.init(rawValue:)), entries: try TimetableEntry.list(wire.entries)))
    }

    var wire: WireTimetableApproved {
        var wire = WireTimetableApproved()
        wire.timetableID = Data(id.bytes)
        wire.version = version
        wire.bellsID = Data(timetable.bells.bytes)
        wire.firstDay = timetable.firstDay.rawValue
        wire.lastDay = timetable.lastDay.rawValue
        wire.daysOff = timetable.daysOff.map(\.rawValue)
        wire.entries = timetable.entries.map(\.wire)
        return wire
    }
}

extension TimetableEntry {
    fileprivate var wire: WireTimetableEntry {
        var wire = WireTimetableEntry()
        wire.weekday = UInt32(clamping: weekday)
        wire.number = UInt32(clamping: number)
        wire.groupID = Data(group.bytes)
        wire.courseID = Data(course.bytes)
        wire.teacherID = Data(teacher.bytes)
        return wire
    }
}
