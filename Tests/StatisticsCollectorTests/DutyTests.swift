import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import StatisticsCollector

@Suite("Duties are counted as done in time, late or missing")
struct DutyTests {
    private static let minute: Int64 = 60_000_000
    private static let day: Int64 = 1_440 * minute
    /// 24:00 of the sample day in Moscow.
    private static let midnight = Sample.endInMoscow + day - (9 * 60 + 15) * minute
    private let lesson = Sample.id(1)
    private let work = Sample.id(2)

    /// One lesson, 08:30 to 09:15 on Tuesday 2026-09-01, of a course with marks and homework.
    private func prepared(_ course: WireCourseOpened = Sample.courseOpened()) throws -> TestFeed {
        let feed = try TestFeed()
        try feed.apply(course, Sample.scheduled(lesson))
        return feed
    }

    @Test(
        "a topic until the end of the day",
        arguments: [(0, DutyFigures(onTime: 1)), (1, DutyFigures(late: 1))] as [(Int64, DutyFigures)])
    func topic(_ offset: Int64, _ expected: DutyFigures) throws {
        let feed = try prepared()
        try feed.apply(Sample.topic(lesson), at: Self.midnight + offset)
        #expect(try feed.figures().topicDuty == expected)
        try feed.apply(Sample.topic(lesson, "Другая"), at: Self.midnight + Self.day)
        #expect(try feed.figures().topicDuty == expected, "a verdict stays")
    }

    @Test("a topic entered before its day counts only once it is entered again")
    func earlyTopic() throws {
        let feed = try prepared()
        try feed.apply(Sample.topic(lesson), at: Self.midnight - Self.day - 1)
        #expect(try feed.figures().topics == 1)
        #expect(try feed.figures().topicDuty == DutyFigures(missing: 1))
        try feed.apply(Sample.topic(lesson, "Подтверждена"), at: Self.midnight - Self.day)
        #expect(try feed.figures().topicDuty == DutyFigures(onTime: 1))
    }

    @Test("a topic is judged by the day its lesson was moved to: too early for one day, it may be in time for another")
    func movedTopic() throws {
        let feed = try prepared()
        let (tomorrow, friday) = (Sample.day + 1, Sample.day + 3)
        try feed.apply(Sample.moved(lesson, to: friday))
        try feed.apply(Sample.topic(lesson), at: Self.midnight)
        #expect(try feed.figures(day: friday).topicDuty == DutyFigures(missing: 1))
        try feed.apply(Sample.moved(lesson, to: tomorrow))
        #expect(try feed.figures(day: tomorrow).topicDuty == DutyFigures(onTime: 1))
        try feed.apply(Sample.moved(lesson, to: friday))
        #expect(try feed.figures(day: friday).topicDuty == DutyFigures(missing: 1))
        try feed.apply(Sample.topic(lesson), at: Self.midnight + 3 * Self.day + 1)
        #expect(try feed.figures(day: friday).topicDuty == DutyFigures(late: 1))
        try feed.apply(Sample.moved(lesson, to: friday + 1))
        #expect(try feed.figures(day: friday + 1).topicDuty == DutyFigures(late: 1), "a verdict stays")
    }

    @Test(
        "homework until an hour after the lesson",
        arguments: [(0, DutyFigures(onTime: 1)), (1, DutyFigures(late: 1))] as [(Int64, DutyFigures)])
    func homework(_ offset: Int64, _ expected: DutyFigures) throws {
        let feed = try prepared()
        try feed.apply(Sample.homework(lesson, nil), at: Sample.endInMoscow + 60 * Self.minute + offset)
        #expect(try feed.figures().homeworkDuty == expected)
    }

    @Test("what is not entered is missing once it is due, not before")
    func missing() throws {
        let feed = try prepared()
        let hour = Sample.endInMoscow + 60 * Self.minute
        #expect(try feed.figures(completeUntil: hour - 1).homeworkDuty == DutyFigures())
        #expect(try feed.figures(completeUntil: hour).homeworkDuty == DutyFigures(missing: 1))
        #expect(try feed.figures(completeUntil: Self.midnight - 1).rollDuty == DutyFigures())
        #expect(try feed.figures(completeUntil: Self.midnight).rollDuty == DutyFigures(missing: 1))
        #expect(try feed.figures(completeUntil: Self.midnight).topicDuty == DutyFigures(missing: 1))
        #expect(try feed.figures(completeUntil: nil).topicDuty == DutyFigures())
    }

    @Test("the first roll counts")
    func roll() throws {
        let feed = try prepared()
        try feed.apply(Sample.roll(lesson), at: Sample.endInMoscow)
        try feed.apply(Sample.roll(lesson, code: .present), at: Self.midnight + 1)
        #expect(try feed.figures().rollDuty == DutyFigures(onTime: 1))
    }

    @Test("a double lesson owes homework once, an hour after its last end, entered in either")
    func doubleLesson() throws {
        let feed = try prepared()
        let second = Sample.id(5)
        try feed.apply(Sample.scheduled(second, end: Sample.end + 50, number: 2))
        let due = Sample.endInMoscow + 110 * Self.minute
        #expect(try feed.figures(completeUntil: due - 1).homeworkDuty == DutyFigures())
        #expect(try feed.figures(completeUntil: due).homeworkDuty == DutyFigures(missing: 1))
        try feed.apply(Sample.homework(lesson, "§ 4"), at: due)
        #expect(try feed.figures().homeworkDuty == DutyFigures(onTime: 1))
        #expect(try feed.figures().topicDuty == DutyFigures(missing: 2))
    }

    @Test("a double lesson whose second half is cancelled owes homework after the first")
    func halfCancelled() throws {
        let feed = try prepared()
        let second = Sample.id(5)
        try feed.apply(Sample.scheduled(second, end: Sample.end + 50, number: 2), Sample.cancelled(second))
        let due = Sample.endInMoscow + 60 * Self.minute
        #expect(try feed.figures(completeUntil: due).homeworkDuty == DutyFigures(missing: 1))
    }

    @Test("homework of a double lesson stays with it, whichever of its lessons goes or comes")
    func changedRun() throws {
        let feed = try prepared()
        let (second, third) = (Sample.id(5), Sample.id(6))
        try feed.apply(Sample.scheduled(second, end: Sample.end + 50, number: 2))
        try feed.apply(Sample.homework(lesson, "§ 4"), at: Sample.endInMoscow)
        try feed.apply(Sample.scheduled(third, end: Sample.end + 100, number: 3))
        #expect(try feed.figures().homeworkDuty == DutyFigures(onTime: 1))
        try feed.apply(Sample.cancelled(third), Sample.dropped(second))
        #expect(try feed.figures().homeworkDuty == DutyFigures(onTime: 1))
    }

    @Test("homework goes with the lesson it was entered in: what it leaves behind owes its own")
    func partedRun() throws {
        let feed = try prepared()
        try feed.apply(Sample.scheduled(Sample.id(5), end: Sample.end + 50, number: 2))
        try feed.apply(Sample.homework(lesson, "§ 4"), at: Sample.endInMoscow)
        try feed.apply(Sample.moved(lesson, to: Sample.day + 1))
        #expect(try feed.figures().homeworkDuty == DutyFigures(missing: 1))
        #expect(try feed.figures(day: Sample.day + 1).homeworkDuty == DutyFigures(onTime: 1))
    }

    @Test("a cancelled lesson owes nothing")
    func cancelled() throws {
        let feed = try prepared()
        try feed.apply(Sample.cancelled(lesson))
        #expect(try feed.figures().topicDuty == DutyFigures() && feed.figures().homeworkDuty == DutyFigures())
    }

    @Test("a course without homework by order owes none; one that does not count in filling owes nothing")
    func policies() throws {
        let none = try prepared(Sample.courseOpened(homework: .none))
        #expect(try none.figures().homeworkDuty == DutyFigures())
        #expect(try none.figures().topicDuty == DutyFigures(missing: 1))
        let apart = try prepared(Sample.courseOpened(counts: false, extracurricular: true))
        #expect(try apart.figures().topicDuty == DutyFigures() && apart.figures().rollDuty == DutyFigures())
    }

    /// Tuesday + 2 days: 24:00 of Thursday, two days after midnight of the lesson's day.
    @Test("a mark until the end of the second day after", arguments: [(0, 1, 0), (1, 0, 1)] as [(Int64, Int, Int)])
    func marks(_ offset: Int64, _ onTime: Int, _ late: Int) throws {
        let feed = try prepared()
        try feed.apply(Sample.work(work, of: lesson))
        try feed.apply(Sample.mark(Sample.id(3), for: work), at: Self.midnight + 2 * Self.day + offset)
        #expect(try feed.figures().marksOnTime == onTime && feed.figures().marksLate == late)
    }

    @Test(
        "moves on over a Saturday where the week has five days, and not where it has six",
        arguments: [5, 6] as [UInt32])
    func rolled(_ days: UInt32) throws {
        let feed = try TestFeed()
        let (thursday, mark) = (Sample.day + 2, Sample.id(3))
        try feed.apply(Sample.courseOpened(), Sample.timetable(Array(1...days)), Sample.scheduled(lesson, on: thursday))
        try feed.apply(Sample.work(work, of: lesson))
        try feed.apply(Sample.mark(mark, for: work, on: thursday), at: Self.midnight + 4 * Self.day + 1)
        // Thursday and two days is Saturday; its 24:00 has passed by a microsecond.
        #expect(try feed.figures(day: thursday).marksLate == (days == 6 ? 1 : 0))
    }

    @Test("a timetable that has ended no longer makes the week: Thursday's marks are due on Saturday again")
    func ended() throws {
        let feed = try TestFeed()
        let thursday = Sample.day + 2
        try feed.apply(
            Sample.courseOpened(), Sample.timetable([1, 6]),
            Sample.timetable([1], Sample.id(0x78), days: Sample.day + 1...thursday),
            Sample.scheduled(lesson, on: thursday), Sample.work(work, of: lesson))
        try feed.apply(
            Sample.mark(Sample.id(3), for: work, on: thursday), at: Self.midnight + 4 * Self.day + 1)
        #expect(try feed.figures(day: thursday).marksLate == 1)
    }

    @Test("«точка» is judged when it becomes a mark, and then as what was done that day")
    func owed() throws {
        let feed = try prepared()
        try feed.apply(Sample.work(work, of: lesson))
        try feed.apply(Sample.mark(Sample.id(3), for: work, value: .with { $0.symbol = .owed }), at: Self.midnight)
        #expect(try feed.figures().marksOnTime == 0 && feed.figures().marksLate == 0)
        try feed.apply(
            Sample.markChanged(Sample.id(3), to: .with { $0.points = 4 }), at: Self.midnight + 2 * Self.day + 1)
        #expect(try feed.figures().marksOnTime == 0 && feed.figures().marksLate == 1)
        try feed.apply(Sample.markChanged(Sample.id(3), to: .with { $0.points = 5 }), at: Self.midnight + 9 * Self.day)
        #expect(try feed.figures().marksLate == 1, "a verdict stays")
        let absent = try prepared()
        try absent.apply(Sample.work(work, of: lesson), Sample.roll(lesson))
        try absent.apply(Sample.mark(Sample.id(3), for: work, value: .with { $0.symbol = .owed }), at: Self.midnight)
        try absent.apply(
            Sample.markChanged(Sample.id(3), to: .with { $0.points = 4 }), at: Self.midnight + 9 * Self.day)
        #expect(try absent.figures().marksOnTime == 1)
    }

    @Test("a pupil who was absent is owed a mark from the day of the work on, a corrected one by that day's end")
    func absent() throws {
        let feed = try prepared()
        try feed.apply(Sample.work(work, of: lesson))
        try feed.apply(Sample.roll(lesson), at: Sample.endInMoscow)
        let later = Sample.day + 6
        try feed.apply(Sample.mark(Sample.id(3), for: work, on: later), at: Self.midnight + 8 * Self.day)
        #expect(try feed.figures(day: later).marksOnTime == 1)
        let other = try prepared()
        try other.apply(Sample.work(work, of: lesson))
        try other.apply(Sample.roll(lesson), at: Sample.endInMoscow)
        try other.apply(Sample.attendance(lesson, code: .late), at: Self.midnight + 5 * Self.day - 1)
        try other.apply(Sample.mark(Sample.id(3), for: work), at: Self.midnight + 5 * Self.day)
        #expect(try other.figures().marksOnTime == 1)
        try other.apply(Sample.mark(Sample.id(4), for: work), at: Self.midnight + 5 * Self.day + 1)
        #expect(try other.figures().marksLate == 1)
    }

    @Test("a mark in a year whose calendar is not known is neither in time nor late")
    func unknownYear() throws {
        let feed = try TestFeed()
        let far = try #require(Day(year: 2041, month: 9, day: 2))
        try feed.apply(Sample.scheduled(lesson, on: far), Sample.work(work, of: lesson))
        try feed.apply(Sample.mark(Sample.id(3), for: work, on: far))
        let request = try #require(FiguresRequest(school: Sample.school, classID: nil, days: far...far))
        let rows = try feed.queue.read { try FiguresReader().rows(request, from: [TestFeed.standing()], in: $0) }
        #expect(rows.map(\.figures.marks) == [1])
        #expect(rows.map(\.figures.marksOnTime) == [0] && rows.map(\.figures.marksLate) == [0])
    }
}
