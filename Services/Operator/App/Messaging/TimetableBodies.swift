import Contracts
import Foundation
import School

extension WireSetBells {
    init(_ id: UUID, _ name: String, _ bells: [SampleBell]) {
        self.init()
        bellsID = id.data
        expectedVersion = 0
        self.name = name
        self.bells = bells.map(WireBell.init)
    }
}

extension WireApproveTimetable {
    init(_ id: UUID, _ bells: UUID, _ days: ClosedRange<Day>, _ daysOff: [Day], _ entries: [WeeklyLesson]) {
        self.init()
        timetableID = id.data
        expectedVersion = 0
        bellsID = bells.data
        firstDay = days.lowerBound.rawValue
        lastDay = days.upperBound.rawValue
        self.daysOff = daysOff.map(\.rawValue)
        self.entries = entries.map(WireTimetableEntry.init)
    }
}

extension WireBell {
    fileprivate init(_ bell: SampleBell) {
        self.init()
        number = UInt32(bell.number)
        start = UInt32(bell.start)
        end = UInt32(bell.end)
    }
}

extension WireTimetableEntry {
    fileprivate init(_ lesson: WeeklyLesson) {
        self.init()
        weekday = UInt32(lesson.weekday)
        number = UInt32(lesson.number)
        groupID = lesson.group.data
        courseID = lesson.course.data
        teacherID = lesson.teacher.data
    }
}
