import Contracts
import EventFeed
import Foundation
import School
import Testing

@testable import JournalWriter

@Suite("A topic entered before the lesson's day")
struct EarlyTopicTests {
    static let lesson = Sample.id(0x5E)
    /// 00:00 of the lesson's day in Moscow, three hours ahead of UTC.
    static let morning = (Int64((Sample.today + 2).rawValue) * 86_400 - 3 * 3_600) * 1_000_000

    /// A journal with a topic for the day after tomorrow.
    static func journal() throws -> TestJournal {
        let journal = try Sample.journal()
        try journal.accept(Make.schedule(lesson, Sample.today + 2, course: Sample.fivePoint))
        try journal.accept(Make.topic("Дроби", lesson: lesson))
        return journal
    }

    @Test("is recorded again by the same text from 00:00 of the day on, once, and not before")
    func confirmed() throws {
        let journal = try Self.journal()
        let again = Make.topic("Дроби", version: 2, lesson: Self.lesson)
        journal.set(Self.morning - 1)
        #expect(try journal.send(again) == .accepted(nil))
        journal.set(Self.morning)
        let recorded = try journal.accept(again)[0].decoded(WireTopicRecorded.self)
        #expect(recorded.topic == "Дроби" && recorded.version == 3)
        #expect(try journal.send(Make.topic("Дроби", version: 3, lesson: Self.lesson)) == .accepted(nil))
        try journal.expectFold()
    }

    @Test("changed on the day needs no confirmation")
    func changed() throws {
        let journal = try Self.journal()
        journal.set(Self.morning)
        try journal.accept(Make.topic("Проценты", version: 2, lesson: Self.lesson))
        #expect(try journal.send(Make.topic("Проценты", version: 3, lesson: Self.lesson)) == .accepted(nil))
    }
}
