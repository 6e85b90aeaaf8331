import Contracts
import Foundation
import School
import Testing

@testable import DiaryReader

@Suite("A week of a diary")
struct WeekTests {
    private let work = Sample.id(0x91)
    private let mark = Sample.id(0xB1)

    @Test("has seven days from Monday, with the lessons of the child's groups in their order")
    func timetable() async throws {
        let book = try TestBook()
        let other = Sample.id(0x85)
        try book.apply(
            Lessons.group(Sample.id(0x44), isWhole: false),
            Lessons.lesson(other, "2026-10-13", group: Sample.id(0x44), course: Lessons.english),
            Lessons.lesson(Sample.id(0x86), "2026-10-13", number: 1))
        let week = try #require(try await book.week("2026-10-18"))
        #expect(week.days.map(\.day) == Array(Sample.day("2026-10-12")...Sample.day("2026-10-18")))
        #expect(week.days.map(\.lessons.count) == [1, 2, 1, 0, 1, 0, 0])
        let tuesday = try #require(week.day("2026-10-13"))
        #expect(tuesday.lessons.map(\.lesson.courseName) == ["Алгебра", "Английский язык"])
        #expect(tuesday.lessons.map(\.lesson.groupName) == [nil, "7А англ. 1"])
        let line = try #require(week.day("2026-10-12")?.lessons.first?.lesson)
        #expect(line.number == 1)
        #expect("\(line.start)–\(line.end)" == "08:30–09:15")
        #expect(line.teacher == PersonName(family: "Орлова", given: "Вера", patronymic: nil))
        #expect(line.attendance == nil && line.topic == nil && line.homework == nil && line.cancellation == nil)
        #expect(week.child.name?.given == "Пётр")
        #expect(week.child.className == "7А")
        #expect(week.child.schoolName == "Школа № 1")
        #expect(week.emptiness == nil)
    }

    @Test("shows a topic, a cancellation, a move and another teacher at once")
    func entries() async throws {
        let book = try TestBook()
        let other = Sample.id(0x12)
        try book.apply(
            Lessons.topic(Lessons.monday), Lessons.cancelled(Lessons.friday), Lessons.added(other, .staff),
            Lessons.moved(Lessons.wednesday, to: "2026-10-15", number: 3, teacher: other))
        let week = try #require(try await book.week())
        #expect(week.day("2026-10-12")?.lessons.first?.lesson.topic == "Дроби")
        #expect(week.day("2026-10-16")?.lessons.first?.lesson.cancellation == "карантин")
        let moved = try #require(week.day("2026-10-15")?.lessons.first?.lesson)
        #expect(moved.number == 3 && moved.teacher == nil)
        try book.apply(Lessons.dropped(Lessons.wednesday))
        #expect(try await book.week()?.day("2026-10-15")?.lessons == [])
    }

    @Test("shows who was there once the roll was taken, and each change of it")
    func attendance() async throws {
        let book = try TestBook()
        func shown() async throws -> Attendance? {
            try await book.week()?.day("2026-10-12")?.lessons.first?.lesson.attendance
        }
        try book.apply(Lessons.roll(Lessons.monday, [Lessons.entry(.absent, of: Lessons.secondPupil)]))
        #expect(try await shown() == .present)
        try book.apply(Lessons.roll(Lessons.monday, [Lessons.entry(.absent)]))
        #expect(try await shown() == Attendance(code: .absent, minutesLate: nil))
        try book.apply(Lessons.attendance(Lessons.monday, Lessons.entry(.late, minutes: 7)))
        #expect(try await shown() == Attendance(code: .late, minutesLate: 7))
        try book.apply(Lessons.attendance(Lessons.monday, Lessons.entry(.present)))
        #expect(try await shown() == .present)
    }

    @Test("shows a mark with its work, its change at once, and nothing once it is withdrawn")
    func marks() async throws {
        let book = try TestBook()
        try book.apply(
            Lessons.work(work, of: Lessons.wednesday, weight: 200), Lessons.mark(mark, for: work),
            Lessons.mark(Sample.id(0xB2), for: work, of: Lessons.secondPupil))
        func shown() async throws -> [DiaryMark]? {
            try await book.week()?.day("2026-10-14")?.lessons.first?.marks
        }
        let first = try #require(try await shown())
        #expect(first.map(\.value) == [.points(5)])
        #expect(first.map(\.kind) == [.control])
        #expect(first.map(\.weight) == [200])
        for (wire, value) in [
            (Lessons.points(2), MarkValue.points(2)), (Lessons.symbol(.pass), .pass), (Lessons.symbol(.fail), .fail),
            (Lessons.symbol(.owed), .owed),
        ] {
            try book.apply(Lessons.markChanged(mark, wire))
            #expect(try await shown()?.map(\.value) == [value])
        }
        try book.apply(Lessons.markWithdrawn(mark))
        #expect(try await shown() == [])
    }

    @Test("shows a mark that stands for another day than its lesson's on that day, apart from the lessons")
    func laterMark() async throws {
        let book = try TestBook()
        try book.apply(Lessons.work(work, of: Lessons.monday), Lessons.mark(mark, for: work, on: "2026-10-15"))
        let week = try #require(try await book.week())
        #expect(week.day("2026-10-12")?.lessons.first?.marks == [])
        let apart = try #require(week.day("2026-10-15")?.marks.first)
        #expect(apart.lessonDay == Sample.day("2026-10-12"))
        #expect(apart.courseName == "Алгебра")
    }

    @Test("ends with the membership, and begins with it")
    func membership() async throws {
        let book = try TestBook()
        try book.apply(Lessons.enrolmentEnded(Lessons.enrolment, "2026-10-13"))
        #expect(try await book.week()?.days.map(\.lessons.count) == [1, 1, 0, 0, 0, 0, 0])
        try book.apply(
            Lessons.enrolled(Sample.id(0x66), Sample.pupil, group: Lessons.wholeClass, from: "2026-10-16"))
        #expect(try await book.week()?.days.map(\.lessons.count) == [1, 1, 0, 0, 1, 0, 0])
    }

    private static let empties: [(String, Emptiness, String?)] = [
        ("2026-10-05", .notBegun, "2026-10-12"), ("2026-10-19", .vacation, "2026-11-05"), ("2026-11-09", .over, nil),
    ]

    @Test("says why it is empty", arguments: empties)
    func empty(_ day: String, _ emptiness: Emptiness, _ next: String?) async throws {
        let book = try TestBook()
        try book.apply(Lessons.lesson(Sample.id(0x87), "2026-11-05"))
        let week = try #require(try await book.week(day))
        #expect(week.emptiness == emptiness)
        #expect(week.nextLessons == next.map(Sample.day))
        #expect(week.hasEarlier == (emptiness != .notBegun))
    }

    @Test("without any timetable says so")
    func noTimetable() async throws {
        let book = try TestBook()
        for lesson in [Lessons.monday, Lessons.wednesday, Lessons.friday, Lessons.englishTuesday] {
            try book.apply(Lessons.dropped(lesson))
        }
        #expect(try await book.week()?.emptiness == .noTimetable)
    }

    @Test("is complete up to the instant its source was promised, and says how old that is")
    func freshness() {
        let limit = DataAge.limit
        #expect(DataAge(completeUntil: nil, now: 10) == .unknown)
        #expect(DataAge(completeUntil: 10, now: 10 + limit) == .fresh)
        #expect(DataAge(completeUntil: 10, now: 11 + limit) == .stale)
    }
}
