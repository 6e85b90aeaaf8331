import Contracts
import Foundation
import GRDB
import School
import Testing

@testable import JournalWriter

@Suite("What a lesson's page says is owed")
struct OwedTests {
    @Test("is counted in the week of the timetable in force, not of one that began later and has ended")
    func week() throws {
        let journal = try Sample.journal()
        try journal.accept(
            Make.approve(Sample.id(0x5C), version: 0, entries: [Make.entry(1, 1), Make.entry(6, 1)]))
        var short = Make.approve(Sample.id(0x5D), version: 0, entries: [Make.entry(2, 3)])
        short.firstDay = (Sample.monday + 1).rawValue
        short.lastDay = (Sample.monday + 3).rawValue
        short.daysOff = []
        try journal.accept(short)
        let week = try journal.queue.read { database in
            let store = JournalStore(database)
            let head = try #require(try store.lessonHead(Sample.lesson))
            return try store.calendar(of: head.group, in: head.school, from: Sample.monday, to: Sample.monday)
                .week(on: Sample.monday + 5)
        }
        #expect(week == .sixDay)
    }
}
