import Foundation
import School
import ServiceKit

/// What the API answers. Members stand in the order of their names; what is not known is null.
struct DayDocument: Encodable {
    let day: String
    let lessons: [LessonDocument]

    init(day: Day, lessons: [OwingLesson]) {
        self.day = day.description
        self.lessons = lessons.map { LessonDocument($0.sheet.head, $0.duties) }
    }
}

struct SheetDocument: Encodable {
    private let lesson: LessonDocument
    private let pupils: [PupilDocument]
    private let works: [WorkDocument]

    init(_ lesson: OwingLesson) {
        self.lesson = LessonDocument(lesson.sheet.head, lesson.duties)
        pupils = lesson.sheet.pupils.map(PupilDocument.init)
        works = lesson.sheet.works.map(WorkDocument.init)
    }
}

struct VersionDocument: Encodable {
    let version: Version
}

struct CreatedDocument: Encodable {
    let id: String
    let version: Version

    init(id: UUID, version: Version) {
        self.id = id.text
        self.version = version
    }
}

struct PupilDocument: Encodable {
    private let line: PupilLine

    init(_ line: PupilLine) { self.line = line }

    private enum Key: String, CodingKey {
        case id, name, code, marks
        case minutesLate = "minutes_late"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(line.pupil.text, forKey: .id)
        try container.encode(line.name?.full, forKey: .name)
        try container.encode(APIWords.word(line.attendance.code, in: APIWords.codes), forKey: .code)
        try container.encode(line.attendance.minutesLate, forKey: .minutesLate)
        let marks = line.marks.sorted { $0.key.text < $1.key.text }.map { MarkDocument(work: $0.key, mark: $0.value) }
        try container.encode(marks, forKey: .marks)
    }
}

private struct MarkDocument: Encodable {
    let work: UUID
    let mark: StandingMark

    private enum Key: String, CodingKey {
        case id, work, version, value, date
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(mark.mark.text, forKey: .id)
        try container.encode(work.text, forKey: .work)
        try container.encode(mark.version, forKey: .version)
        try container.encode(APIMark(mark.value), forKey: .value)
        try container.encode(APIDay(mark.date), forKey: .date)
    }
}

struct WorkDocument: Encodable {
    private let work: WorkHead

    init(_ work: WorkHead) { self.work = work }

    private enum Key: String, CodingKey {
        case id, version, kind, weight, due
        case marksRequired = "marks_required"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(work.work.text, forKey: .id)
        try container.encode(work.version, forKey: .version)
        try container.encode(APIWords.word(work.kind, in: APIWords.kinds), forKey: .kind)
        try container.encode(work.weight, forKey: .weight)
        try container.encode(work.marksRequired, forKey: .marksRequired)
        try container.encode(work.due.map(APIDay.init), forKey: .due)
    }
}
