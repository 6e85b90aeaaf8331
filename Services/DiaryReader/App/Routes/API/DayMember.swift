import Foundation
import School

/// One day: its lessons, and what stands on it without one.
struct DayMember: Encodable {
    let day: DiaryDay

    private enum Key: String, CodingKey { case date, lessons, homework, marks }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(day.day.description, forKey: .date)
        try container.encode(day.lessons.map(LessonMember.init), forKey: .lessons)
        try container.encode(day.homework.map(HomeworkMember.init), forKey: .homework)
        try container.encode(day.marks.map(MarkMember.init), forKey: .marks)
    }
}

/// A lesson, the homework due at it and the marks for it.
struct LessonMember: Encodable {
    let line: DiaryDay.Line

    private enum Key: String, CodingKey {
        case id, number, start, end, course, group, teacher, topic, cancelled, attendance
        case homeworkSet = "homework_set"
        case homework, marks
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let lesson = line.lesson
        try container.encode(lesson.lesson.text, forKey: .id)
        try container.encode(lesson.number, forKey: .number)
        try container.encode(lesson.start.description, forKey: .start)
        try container.encode(lesson.end.description, forKey: .end)
        try container.encode(lesson.courseName, forKey: .course)
        try container.encode(lesson.groupName, forKey: .group)
        try container.encode(lesson.teacher.map(NameMember.init), forKey: .teacher)
        try container.encode(lesson.topic, forKey: .topic)
        try container.encode(lesson.cancellation, forKey: .cancelled)
        try container.encode(lesson.attendance.map(AttendanceMember.init), forKey: .attendance)
        try container.encode(lesson.homework.map(SetHomeworkMember.init), forKey: .homeworkSet)
        try container.encode(line.homework.map(HomeworkMember.init), forKey: .homework)
        try container.encode(line.marks.map(MarkMember.init), forKey: .marks)
    }
}

/// Whether the child was there; null until the roll was taken.
struct AttendanceMember: Encodable {
    let attendance: Attendance

    private enum Key: String, CodingKey {
        case code
        case minutesLate = "minutes_late"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("\(attendance.code)", forKey: .code)
        try container.encode(attendance.minutesLate, forKey: .minutesLate)
    }
}

/// What was set at a lesson; its text stands on the day it is due.
struct SetHomeworkMember: Encodable {
    let homework: SetHomework

    private enum Key: String, CodingKey { case isSet = "is_set", due }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch homework {
        case .none:
            try container.encode(false, forKey: .isSet)
            try container.encodeNil(forKey: .due)
        case .due(let day):
            try container.encode(true, forKey: .isSet)
            try container.encode(day?.description, forKey: .due)
        }
    }
}

/// Homework on the day it is due.
struct HomeworkMember: Encodable {
    let homework: StandingHomework

    private enum Key: String, CodingKey {
        case lesson, course, text
        case setOn = "set_on"
        case due
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(homework.lesson.text, forKey: .lesson)
        try container.encode(homework.courseName, forKey: .course)
        try container.encode(homework.text, forKey: .text)
        try container.encode(homework.setOn.description, forKey: .setOn)
        try container.encode(homework.due?.description, forKey: .due)
    }
}

/// A mark, with what it is for.
struct MarkMember: Encodable {
    let mark: DiaryMark

    private enum Key: String, CodingKey {
        case id, points, symbol, kind, weight, course, lesson
        case lessonDate = "lesson_date"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(mark.mark.text, forKey: .id)
        try container.encode(mark.value.points, forKey: .points)
        try container.encode(mark.value.symbol, forKey: .symbol)
        try container.encode("\(mark.kind)", forKey: .kind)
        try container.encode(mark.weight, forKey: .weight)
        try container.encode(mark.courseName, forKey: .course)
        try container.encode(mark.lesson.text, forKey: .lesson)
        try container.encode(mark.lessonDay.description, forKey: .lessonDate)
    }
}

extension MarkValue {
    fileprivate var points: Int? { if case .points(let points) = self { points } else { nil } }

    /// Nil for a number.
    fileprivate var symbol: String? {
        switch self {
        case .points: nil
        case .pass: "pass"
        case .fail: "fail"
        case .owed: "owed"
        }
    }
}
