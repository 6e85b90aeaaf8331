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

    @Test("whose bells change moves its lessons that are still to come, and says only what changed")
    func bellsMoveLessons() throws {
        let journal = try Sample.journal()
        let events = try journal.accept(Make.setBells(version: 1, [(1, 510, 555), (2, 570, 610), (3, 620, 665)]))
        let moved = try events.dropFirst().map { try $0.decoded(WireLessonMoved.self) }
        // Bell 2 on Friday the 16th and Wednesday the 21st; that of today, the 14th, is over at noon.
        #expect(moved.map(\.start) == [570, 570])
        #expect(moved.allSatisfy { !$0.hasEnd && !$0.hasDate && !$0.hasNumber && !$0.hasTeacherID })
        try journal.expectFold()
    }

    @Test("whose bells change leaves a cancelled lesson as it was")
    func cancelledIsNotMoved() throws {
        let journal = try Sample.journal()
        let lesson = try lesson(of: journal, on: "2026-10-16")
        try journal.accept(Make.cancel(lesson, version: 1))
        let events = try journal.accept(Make.setBells(version: 1, [(1, 510, 555), (2, 570, 610), (3, 620, 665)]))
        #expect(events.map(\.type) == ["BellsSet", "LessonMoved"])
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

    /// 10:10 in Moscow on Friday the 16th: then the lesson at bell 2 ends.
    private static let end = Sample.now + 2 * 86_400_000_000 - 110 * 60_000_000
    private static let friday = Sample.day("2026-10-16")

    @Test(
        "changed later from today on drops today's lesson without an entry until it is over, and not from then on",
        arguments: [(end - 1, ["LessonDropped"]), (end, []), (end + 5 * 3_600_000_000, [])])
    func heldIsNotDropped(instant: Int64, changes: [String]) throws {
        let journal = try Sample.journal()
        journal.set(instant)
        let events = try journal.accept(
            Make.approve(version: 1, entries: [Make.entry(1, 1), Make.entry(3, 2)], changeFrom: Self.friday))
        #expect(events.map(\.type) == ["TimetableApproved"] + changes)
        #expect(try journal.count("lesson", where: "date = \(Self.friday.rawValue)") == 1 - changes.count)
        try journal.expectFold()
    }

    @Test(
        "changed later from today on gives today's lesson to another teacher until it is over, and not from then on",
        arguments: [(end - 1, Sample.secondTeacher), (end, Sample.teacher)])
    func heldKeepsItsTeacher(instant: Int64, teacher: UUID) throws {
        let journal = try Sample.journal()
        journal.set(instant)
        let week = [Make.entry(1, 1), Make.entry(3, 2), Make.entry(5, 2, teacher: Sample.secondTeacher)]
        let events = try journal.accept(Make.approve(version: 1, entries: week, changeFrom: Self.friday))
        // The other Friday is off.
        #expect(events.count == (teacher == Sample.teacher ? 1 : 2))
        let held = "date = \(Self.friday.rawValue) AND teacher_id = x'\(teacher.wire.hexadecimal)'"
        #expect(try journal.count("lesson", where: held) == 1)
        try journal.expectFold()
    }

    @Test("changed later makes and moves no lesson for an hour of today that is over")
    func nothingForThePast() throws {
        let journal = try Sample.journal()
        // Noon of today, Wednesday: bells 1 and 2 are over.
        let week = [
            Make.entry(1, 1), Make.entry(3, 1, course: Sample.passFail), Make.entry(3, 2, course: Sample.unmarked),
            Make.entry(5, 2),
        ]
        let events = try journal.accept(Make.approve(version: 1, entries: week, changeFrom: Sample.today))
        #expect(events.map(\.type) == ["TimetableApproved", "LessonDropped", "LessonScheduled", "LessonScheduled"])
        let made = try events.dropFirst(2).map { Day(rawValue: try $0.decoded(WireLessonScheduled.self).date) }
        #expect(made.map(\.description) == ["2026-10-21", "2026-10-21"])
        try journal.expectFold()
    }

    @Test("approved for the first time says also what was taught before it was entered")
    func firstVersionOfThePast() throws {
        let journal = try Sample.journal()
        let events = try journal.accept(
            Make.approve(Sample.id(0x500), version: 0, entries: [Make.entry(3, 1, course: Sample.passFail)]))
        #expect(events.map(\.type) == ["TimetableApproved", "LessonScheduled", "LessonScheduled"])
    }

    @Test("whose bells change moves today's lesson until it is over", arguments: [(end - 1, 2), (end, 1)])
    func bellsAndHeld(instant: Int64, moves: Int) throws {
        let journal = try Sample.journal()
        journal.set(instant)
        let events = try journal.accept(Make.setBells(version: 1, [(1, 510, 555), (2, 570, 610), (3, 620, 665)]))
        #expect(events.map(\.type) == ["BellsSet"] + Array(repeating: "LessonMoved", count: moves))
        try journal.expectFold()
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
