import Foundation
import Regulation
import School
import ServiceKit

/// A lesson without its pupils: where it stands, what was entered, what it owes.
struct LessonDocument: Encodable {
    private let head: LessonHead
    private let duties: LessonDuties?

    init(_ head: LessonHead, _ duties: LessonDuties?) {
        self.head = head
        self.duties = duties
    }

    private enum Key: String, CodingKey {
        case id, version, date, number, start, end, group, course, topic, homework, cancellation, duties
        case schoolClass = "class"
        case rollVersion = "roll_version"
        case topicIsEarly = "topic_is_early"
        case rollIsEarly = "roll_is_early"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(head.lesson.text, forKey: .id)
        try container.encode(head.version, forKey: .version)
        try container.encode(head.rollVersion, forKey: .rollVersion)
        try container.encode(APIDay(head.date), forKey: .date)
        try container.encode(head.number, forKey: .number)
        try container.encode(head.start.description, forKey: .start)
        try container.encode(head.end.description, forKey: .end)
        try container.encode(Named(id: head.group.group.text, name: head.group.name), forKey: .group)
        try container.encode(head.group.schoolClass.map(ClassMember.init), forKey: .schoolClass)
        try container.encode(CourseMember(head.course), forKey: .course)
        try container.encode(head.topic, forKey: .topic)
        try container.encode(duties?.isTopicEarly ?? false, forKey: .topicIsEarly)
        try container.encode(duties?.isRollEarly ?? false, forKey: .rollIsEarly)
        try container.encode(head.homework.map(HomeworkMember.init), forKey: .homework)
        try container.encode(head.cancellation.map(CancellationMember.init), forKey: .cancellation)
        try container.encode(duties.map(DutiesMember.init), forKey: .duties)
    }
}

private struct Named: Encodable {
    let id: String
    let name: String
}

private struct ClassMember: Encodable {
    let id: String
    let parallel: Int
    let letter: String

    init(_ head: ClassHead) {
        id = head.schoolClass.text
        parallel = head.parallel
        letter = head.letter
    }
}

private struct CourseMember: Encodable {
    let id: String
    let name: String
    let marks: String

    init(_ course: CourseHead) {
        id = course.course.text
        name = course.name
        marks = APIWords.word(course.policy.marks, in: APIWords.scales)
    }
}

private struct HomeworkMember: Encodable {
    let entry: HomeworkEntry

    init(_ entry: HomeworkEntry) { self.entry = entry }

    private enum Key: String, CodingKey {
        case text, none, due
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        if case .text(let text) = entry.homework {
            try container.encode(text, forKey: .text)
            try container.encode(false, forKey: .none)
        } else {
            try container.encodeNil(forKey: .text)
            try container.encode(true, forKey: .none)
        }
        try container.encode(entry.due.map(APIDay.init), forKey: .due)
    }
}

private struct CancellationMember: Encodable {
    let cancellation: Cancellation

    init(_ cancellation: Cancellation) { self.cancellation = cancellation }

    private enum Key: String, CodingKey {
        case reason, order
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(cancellation.reason, forKey: .reason)
        try container.encode(cancellation.orderNumber, forKey: .order)
    }
}

private struct DutiesMember: Encodable {
    let topic: DutyMember
    let homework: DutyMember
    let roll: DutyMember
    let marks: [OwedMarksMember]

    init(_ duties: LessonDuties) {
        topic = DutyMember(duties.topic)
        homework = DutyMember(duties.homework)
        roll = DutyMember(duties.roll)
        marks = duties.marks.map(OwedMarksMember.init)
    }
}

private struct DutyMember: Encodable {
    let state: LessonDuties.State

    init(_ state: LessonDuties.State) { self.state = state }

    private enum Key: String, CodingKey {
        case state, due, overdue
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch state {
        case .done: try container.encode("done", forKey: .state)
        case .exempt: try container.encode("exempt", forKey: .state)
        case .owed: try container.encode("owed", forKey: .state)
        }
        let deadline: LessonDuties.Deadline? = if case .owed(let deadline) = state { deadline } else { nil }
        try container.encode(deadline?.due.map { TimestampText.rfc3339($0.instant) }, forKey: .due)
        try container.encode(deadline?.isOverdue ?? false, forKey: .overdue)
    }
}

private struct OwedMarksMember: Encodable {
    let marks: LessonDuties.Marks

    init(_ marks: LessonDuties.Marks) { self.marks = marks }

    private enum Key: String, CodingKey {
        case work, pupils, due, overdue
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(marks.work.text, forKey: .work)
        try container.encode(marks.pupils, forKey: .pupils)
        try container.encode(marks.deadline.due.map { TimestampText.rfc3339($0.instant) }, forKey: .due)
        try container.encode(marks.deadline.isOverdue, forKey: .overdue)
    }
}
