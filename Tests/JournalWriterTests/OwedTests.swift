import Contracts
import Foundation
import GRDB
import School
import Testing

@testable import JournalWriter

@Suite("What a lesson's page says is owed")
struct OwedTests {
    private func duties(_ journal: TestJournal) throws -> LessonDuties? {
        try journal.queue.read { database in
            let store = JournalStore(database)
            let head = try #require(try store.lessonHead(Sample.lesson))
            let zones = try #require(try store.zoneHistory(of: Sample.school, from: ZoneShelf()))
            let time = SchoolTime(instant: journal.now, zones: zones)
            return try store.owing([head], among: [head], at: time, isNamed: false).first?.duties
        }
    }

    @Test("of a pupil who was absent is nothing because of a «точка»: it does not say that the work was done")
    func owed() throws {
        let journal = try Sample.journal()
        let absent = Make.rollEntry(Sample.pupil, .ill)
        try journal.accept(Make.takeRoll(Sample.lesson, version: 1, [absent]))
        let before = try #require(try duties(journal)).marks
        try journal.accept(Make.giveMark(Sample.id(0x5E), value: Make.value(.owed)))
        #expect(try duties(journal)?.marks == before)
    }
}
