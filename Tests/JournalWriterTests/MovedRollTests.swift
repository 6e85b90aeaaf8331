import Contracts
import EventFeed
import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import Regulation
import School
import Testing

@testable import JournalWriter

/// The lesson of Friday the 16th at 09:25 moves to 14:30 of the same day.
@Suite("A roll taken before the bells moved its lesson to later")
struct MovedRollTests {
    private static let day = Sample.today + 2
    private static let absent = [Make.rollEntry(Sample.pupil, .ill)]

    private func journal() throws -> (journal: TestJournal, lesson: UUID) {
        let journal = try Sample.journal()
        let lesson = try lesson(of: journal)
        journal.set(Self.day, hour: 9, minute: 20)
        try journal.accept(Make.takeRoll(lesson, version: 0, Self.absent))
        #expect(try journal.duties(of: lesson)?.roll == .done)
        try journal.accept(Make.setBells(version: 1, [(1, 510, 555), (2, 870, 915), (3, 920, 965)]))
        return (journal, lesson)
    }

    private func lesson(of journal: TestJournal) throws -> UUID {
        let found = try journal.queue.read { database in
            try Data.fetchOne(
                database, sql: "SELECT lesson_id FROM lesson WHERE timetable_id IS NOT NULL AND date = ?",
                arguments: [Self.day.rawValue])
        }
        let bytes = try #require(found)
        return try #require(UUID(bytes: bytes))
    }

    private func owedUntil(_ journal: TestJournal, _ lesson: UUID) throws -> Day? {
        guard case .owed(let deadline) = try journal.duties(of: lesson)?.roll else { return nil }
        return deadline.due?.day
    }

    private func rollVersion(_ journal: TestJournal, _ lesson: UUID) throws -> Version? {
        try journal.queue.read { try JournalStore($0).lessonHead(lesson)?.rollVersion }
    }

    @Test("is owed again; the same is taken once more from ten minutes before the lesson, once")
    func takenAgain() throws {
        let (journal, lesson) = try journal()
        let again = Make.takeRoll(lesson, version: 1, Self.absent)
        journal.set(Self.day, hour: 14, minute: 19)
        #expect(try owedUntil(journal, lesson) == Self.day)
        #expect(try journal.reject(again).code == .inFuture)
        journal.set(Self.day, hour: 14, minute: 20)
        #expect(try journal.accept(again).map(\.type) == ["RollTaken"])
        #expect(try journal.duties(of: lesson)?.roll == .done)
        #expect(try journal.accept(Make.takeRoll(lesson, version: 2, Self.absent)).isEmpty)
        try journal.expectFold()
    }

    @Test("is taken once more, as it stands on the form, when the lesson's form is saved after its new beginning")
    func saved() async throws {
        let (journal, lesson) = try journal()
        let (site, path) = (try TestSite(journal), JournalPaths.lesson(lesson))
        journal.set(Self.day, hour: 14, minute: 30)
        var browser = try await site.browser()
        for _ in 1...2 {
            let answer = try await site.submit(path, changing: ["homework-kind": "none"], from: &browser)
            #expect(answer.status == .seeOther)
            #expect(try rollVersion(journal, lesson) == 2)
        }
        try journal.expectFold()
    }

    @Test("is left alone when the lesson's form is saved before its new beginning")
    func savedEarlier() async throws {
        let (journal, lesson) = try journal()
        let site = try TestSite(journal)
        var browser = try await site.browser()
        let answer = try await site.submit(
            JournalPaths.lesson(lesson), changing: ["homework-kind": "none"], from: &browser)
        #expect(answer.status == .seeOther)
        #expect(try rollVersion(journal, lesson) == 1)
    }
}
