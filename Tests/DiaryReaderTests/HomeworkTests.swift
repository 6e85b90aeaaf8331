import Contracts
import Foundation
import School
import Testing

@testable import DiaryReader

@Suite("Homework stands on the day it is due")
struct HomeworkTests {
    /// Lesson and text of what stands at the lessons of a day, and apart from them.
    private func standing(_ book: TestBook, _ day: String) async throws -> (atLessons: [String], apart: [String]) {
        let found = try #require(try await book.week(day)?.day(day))
        return (found.lessons.flatMap(\.homework).map(\.text), found.homework.map(\.text))
    }

    @Test("at the next lesson, where no day is named")
    func nextLesson() async throws {
        let book = try TestBook()
        try book.apply(Lessons.homework(Lessons.monday, "§ 5"))
        #expect(try await standing(book, "2026-10-12") == ([], []))
        #expect(try await standing(book, "2026-10-14") == (["§ 5"], []))
        #expect(try await standing(book, "2026-10-16") == ([], []))
        #expect(try await book.week()?.day("2026-10-12")?.lessons.first?.lesson.homework == .due(nil))
    }

    @Test("at the one after it, where the next is cancelled, and nowhere where its own is")
    func cancelled() async throws {
        let book = try TestBook()
        try book.apply(Lessons.homework(Lessons.monday, "§ 5"), Lessons.cancelled(Lessons.wednesday))
        #expect(try await standing(book, "2026-10-16") == (["§ 5"], []))
        try book.apply(Lessons.cancelled(Lessons.monday))
        #expect(try await standing(book, "2026-10-16") == ([], []))
    }

    @Test("not at another course's or group's lesson")
    func otherCourse() async throws {
        let book = try TestBook()
        try book.apply(
            Lessons.homework(Lessons.monday, "§ 5"),
            Lessons.lesson(Sample.id(0x88), "2026-10-13", number: 3, course: Lessons.english),
            Lessons.lesson(Sample.id(0x89), "2026-10-13", number: 4, group: Lessons.namedGroup))
        #expect(try await standing(book, "2026-10-13") == ([], []))
        #expect(try await standing(book, "2026-10-14") == (["§ 5"], []))
    }

    @Test("after a double lesson on the next day, and once")
    func doubleLesson() async throws {
        let book = try TestBook()
        let second = Sample.id(0x88)
        try book.apply(
            Lessons.lesson(second, "2026-10-12", number: 2), Lessons.lesson(Sample.id(0x89), "2026-10-14", number: 2),
            Lessons.homework(Lessons.monday, "§ 5"), Lessons.homework(second, "§ 6"))
        let lines = try #require(try await book.week()?.day("2026-10-14")?.lessons)
        #expect(Set(lines[0].homework.map(\.text)) == ["§ 5", "§ 6"])
        #expect(lines[1].homework == [])
    }

    @Test("on the day that is named, with a lesson there or without")
    func named() async throws {
        let book = try TestBook()
        try book.apply(
            Lessons.homework(Lessons.monday, "реферат", due: "2026-10-16"),
            Lessons.homework(Lessons.wednesday, "чертёж", due: "2026-10-17"))
        #expect(try await standing(book, "2026-10-14") == ([], []))
        #expect(try await standing(book, "2026-10-16") == (["реферат"], []))
        #expect(try await standing(book, "2026-10-17") == ([], ["чертёж"]))
    }

    @Test("in a later week over a vacation")
    func laterWeek() async throws {
        let book = try TestBook()
        try book.apply(Lessons.homework(Lessons.friday, "§ 9"), Lessons.lesson(Sample.id(0x88), "2026-11-05"))
        #expect(try await standing(book, "2026-10-16") == ([], []))
        #expect(try await standing(book, "2026-11-05") == (["§ 9"], []))
    }

    @Test("where it was set, while the timetable has no later lesson")
    func noNextLesson() async throws {
        let book = try TestBook()
        try book.apply(Lessons.homework(Lessons.friday, "§ 9"))
        let homework = try #require(try await book.week()?.day("2026-10-16")?.lessons.first?.homework.first)
        #expect(homework.due == nil)
        #expect(homework.text == "§ 9")
    }

    @Test("that was set anew or taken back shows the last word")
    func lastWord() async throws {
        let book = try TestBook()
        try book.apply(Lessons.homework(Lessons.monday, "§ 5"), Lessons.homework(Lessons.monday, "§ 6"))
        #expect(try await standing(book, "2026-10-14") == (["§ 6"], []))
        try book.apply(Lessons.homework(Lessons.monday, nil))
        #expect(try await standing(book, "2026-10-14") == ([], []))
        #expect(try await book.week()?.day("2026-10-12")?.lessons.first?.lesson.homework == SetHomework.none)
    }
}
