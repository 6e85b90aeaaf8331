import Contracts
import EventFeed
import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import Regulation
import School
import Testing
import Web

@testable import JournalWriter

/// The lesson of Friday the 16th at 09:25 moves to 14:30 of the same day.
@Suite("A roll taken before the bells moved its lesson to later")
struct MovedRollTests {
    private static let day = Sample.today + 2
    private static let absent = [Make.rollEntry(Sample.pupil, .ill)]

    private func journal(isMoved: Bool = true) throws -> (journal: TestJournal, lesson: UUID) {
        let journal = try Sample.journal()
        let lesson = try lesson(of: journal)
        journal.set(Self.day, hour: 9, minute: 20)
        try journal.accept(Make.takeRoll(lesson, version: 0, Self.absent))
        #expect(try journal.duties(of: lesson)?.roll == .done)
        if isMoved { try move(journal) }
        return (journal, lesson)
    }

    private func move(_ journal: TestJournal) throws {
        try journal.accept(Make.setBells(version: 1, [(1, 510, 555), (2, 870, 915), (3, 920, 965)]))
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

    private func shown(_ journal: TestJournal, _ lesson: UUID) throws -> SchoolDayLesson.Entry? {
        try journal.queue.read { database in
            let store = JournalStore(database)
            let zones = try #require(try store.zoneHistory(of: Sample.school, from: ZoneShelf()))
            let time = SchoolTime(instant: journal.now, zones: zones)
            return try store.lessonHead(lesson).map { SchoolDayLesson($0, at: time).roll }
        }
    }

    @Test("is taken once more, as it stands on the form, when the form is saved with the box that confirms it")
    func confirmed() async throws {
        let (journal, lesson) = try journal()
        let (site, path) = (try TestSite(journal), JournalPaths.lesson(lesson))
        journal.set(Self.day, hour: 14, minute: 30)
        var browser = try await site.browser()
        _ = try await site.submit(path, changing: ["homework-kind": "none"], from: &browser)
        #expect(try rollVersion(journal, lesson) == 1)
        #expect(try shown(journal, lesson) == .toConfirm)
        let day = try await site.get(JournalPaths.day(Self.day), from: &browser)
        #expect(day.text.contains("отмечена до переноса урока; подтвердить"))
        let box: [String: String?] = [LessonField.rollConfirmed: FormField.yes]
        for _ in 1...2 {
            let answer = try await site.submit(path, changing: box, from: &browser)
            #expect(answer.status == .seeOther)
            #expect(try rollVersion(journal, lesson) == 2)
        }
        #expect(try shown(journal, lesson) == .entered)
        #expect(try await !site.get(path, from: &browser).text.contains(LessonField.rollConfirmed))
        try journal.expectFold()
    }

    @Test("is confirmed by what is typed over it, without the box")
    func changed() async throws {
        let (journal, lesson) = try journal()
        let site = try TestSite(journal)
        journal.set(Self.day, hour: 14, minute: 30)
        var browser = try await site.browser()
        let changes: [String: String?] = [
            LessonField.roll: LessonValue.allPresent,
            LessonField.code(Sample.pupil): String(AttendanceCode.present.rawValue),
        ]
        #expect(
            try await site.submit(JournalPaths.lesson(lesson), changing: changes, from: &browser).status == .seeOther)
        #expect(try journal.duties(of: lesson)?.roll == .done)
    }

    @Test("is left alone by a form that was opened before the bells moved the lesson, and sent after its new beginning")
    func openedEarlier() async throws {
        let (journal, lesson) = try journal(isMoved: false)
        let (site, path) = (try TestSite(journal), JournalPaths.lesson(lesson))
        journal.set(Self.day, hour: 9, minute: 30)
        var browser = try await site.browser()
        let page = try await site.get(path, from: &browser)
        var fields = PageForm(page.text, action: "/journal" + path).fields
        #expect(fields[LessonField.roll] == LessonValue.somebodyMissing)
        fields.set("homework-kind", "none")
        try move(journal)
        journal.set(Self.day, hour: 14, minute: 30)
        let answer = try await site.send(.post, path, from: &browser, body: fields.encoded)
        #expect(answer.status == .seeOther)
        #expect(try rollVersion(journal, lesson) == 1)
        #expect(try owedUntil(journal, lesson) == Self.day)
    }

    @Test("of a program says that it is early until it is taken again")
    func program() async throws {
        let (journal, lesson) = try journal()
        let site = try TestSite(journal)
        journal.set(Self.day, hour: 14, minute: 30)
        var browser = try await site.browser()
        let path = "/api/v1/lessons/\(lesson.text)"
        #expect(try await site.get(path, from: &browser).text.contains(#""roll_is_early":true"#))
        try journal.accept(Make.takeRoll(lesson, version: 1, Self.absent))
        #expect(try await site.get(path, from: &browser).text.contains(#""roll_is_early":false"#))
    }
}
