import Foundation
import GRDB
import Regulation
import School
import Testing

@testable import JournalWriter

extension TestJournal {
    /// What a lesson's page says is owed now.
    func duties(of lesson: UUID = Sample.lesson) throws -> LessonDuties? {
        try queue.read { database in
            let store = JournalStore(database)
            let head = try #require(try store.lessonHead(lesson))
            let zones = try #require(try store.zoneHistory(of: Sample.school, from: ZoneShelf()))
            let time = SchoolTime(instant: now, zones: zones)
            return try store.owing([head], among: [head], at: time, isNamed: false).first?.duties
        }
    }

    /// The marks owed for a work of the sample lesson, each line as how many are lacking and the last day for them.
    func owedMarks(_ work: UUID) throws -> [String] {
        try duties()?.marks.filter { $0.work == work }.map { owed in
            "\(owed.pupils) until \(owed.deadline.due?.day.description ?? "?")"
        } ?? []
    }

    /// Sets the clock to a time of day in Moscow.
    func set(_ day: Day, hour: Int, minute: Int = 0) {
        set((Int64(day.rawValue) * 86_400 + Int64(hour - 3) * 3_600 + Int64(minute) * 60) * 1_000_000)
    }
}
