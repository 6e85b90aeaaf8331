import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A timetable")
struct TimetableTests {
    @Test("approved appends one lesson for each teaching day and entry, at the bells' times, with ascending ids")
    func expansion() throws {
        let journal = try Sample.journal()
        let events = try journal.accept(Make.approve(Sample.id(0x500), version: 0, entries: Make.week))
        let lessons = try events.dropFirst().map { try $0.decoded(WireLessonScheduled.self) }
        // Two weeks of Monday, Wednesday and Friday; Friday the 23rd is off.
        let expected = ["2026-10-12", "2026-10-14", "2026-10-16", "2026-10-19", "2026-10-21"]
        #expect(lessons.map { Day(rawValue: $0.date).description } == expected)
        #expect(lessons.map(\.number) == [1, 2, 2, 1, 2])
        #expect(lessons.map(\.start) == [510, 565, 565, 510, 565])
        #expect(lessons.allSatisfy { $0.timetableID == Sample.id(0x500).wire && $0.version == 1 })
        let ids = lessons.map { Array($0.lessonID) }
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    }

    @Test("whose bells change moves its lessons from today on, and says only what changed")
    func bellsMoveLessons() throws {
        let journal = try Sample.journal()
        let events = try journal.accept(Make.setBells(version: 1, [(1, 510, 555), (2, 570, 610), (3, 620, 665)]))
        let moved = try events.dropFirst().map { try $0.decoded(WireLessonMoved.self) }
        // Bell 2 on Wednesday the 14th, which is today, Friday the 16th and Wednesday the 21st.
        #expect(moved.map(\.start) == [570, 570, 570])
        #expect(moved.allSatisfy { !$0.hasEnd && !$0.hasDate && !$0.hasNumber && !$0.hasTeacherID })
        try journal.expectFold()
    }

    @Test("whose bells change leaves a cancelled lesson as it was")
    func cancelledIsNotMoved() throws {
        let journal = try Sample.journal()
        let lesson = try lesson(of: journal, on: "2026-10-16")
        try journal.accept(Make.cancel(lesson, version: 1))
        let events = try journal.accept(Make.setBells(version: 1, [(1, 510, 555), (2, 570, 610), (3, 620, 665)]))
        #expect(events.count == 3)
    }

    @Test("changed later moves, drops and adds lessons from that day on")
    func laterVersion() throws {
        let journal = try Sample.journal()
        let events = try journal.accept(
            Make.approve(
                version: 1, entries: [Make.entry(1, 3), Make.entry(3, 2, teacher: Sample.secondTeacher)],
                changeFrom: Sample.day("2026-10-16")))
        #expect(events.map(\.type) == ["TimetableApproved", "LessonDropped", "LessonMoved", "LessonMoved"])
        let dropped = try events[1].decoded(WireLessonDropped.self)
        #expect(try journal.count("lesson", where: "lesson_id = x'\(dropped.lessonID.hexadecimal)'") == 0)
        let monday = try events[2].decoded(WireLessonMoved.self)
        #expect(monday.number == 3 && monday.start == 620 && monday.end == 665 && !monday.hasTeacherID)
        let wednesday = try events[3].decoded(WireLessonMoved.self)
        #expect(wednesday.teacherID == Sample.secondTeacher.wire && !wednesday.hasNumber && !wednesday.hasStart)
        try journal.expectFold()
    }

    enum Entry: CaseIterable { case topic, homework, noHomework, work, cancellation }

    @Test(
        "changed later keeps a lesson that has no place any more but in which something was entered",
        arguments: Entry.allCases)
    func enteredIsKept(_ entry: Entry) throws {
        let journal = try Sample.journal()
        let friday = try lesson(of: journal, on: "2026-10-16")
        let message: any Message =
            switch entry {
            case .topic: Make.topic("Дроби", lesson: friday)
            case .homework: Make.homework(.text("§ 5"), lesson: friday)
            case .noHomework: Make.homework(.none(true), lesson: friday)
            case .work: Make.work(Sample.id(0x500), friday)
            case .cancellation: Make.cancel(friday, version: 1)
            }
        try journal.accept(message)
        let events = try journal.accept(
            Make.approve(version: 1, entries: [Make.entry(1, 1), Make.entry(3, 2)], changeFrom: Sample.today))
        #expect(events.map(\.type) == ["TimetableApproved"])
        try journal.expectFold()
    }

    @Test("changed later keeps a lesson whose roll was taken today")
    func rollIsKept() throws {
        let journal = try Sample.journal()
        let today = try lesson(of: journal, on: "2026-10-14")
        try journal.accept(Make.takeRoll(today, version: 0, []))
        let events = try journal.accept(
            Make.approve(version: 1, entries: [Make.entry(1, 1), Make.entry(5, 2)], changeFrom: Sample.today))
        // Of the two Wednesdays only the second goes.
        #expect(events.map(\.type) == ["TimetableApproved", "LessonDropped"])
    }

    /// The lesson that came of the sample's timetable on that day.
    private func lesson(of journal: TestJournal, on day: String) throws -> UUID {
        let found = try journal.queue.read { database in
            try Data.fetchOne(
                database, sql: "SELECT lesson_id FROM lesson WHERE timetable_id IS NOT NULL AND date = ?",
                arguments: [Sample.day(day).rawValue])
        }
        let bytes = try #require(found)
        return try #require(UUID(bytes: bytes))
    }
}

extension Data {
    fileprivate var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
