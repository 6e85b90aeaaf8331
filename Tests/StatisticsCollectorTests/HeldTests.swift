import Foundation
import School
import Testing

@testable import StatisticsCollector

@Suite("A lesson is held once its end is complete")
struct HeldTests {
    private let lesson = Sample.id(1)

    @Test(
        "at the very microsecond of its end, not before",
        arguments: [(-60_000_000, 0), (-1, 0), (0, 1), (1, 1), (86_400_000_000, 1)] as [(Int64, Int)])
    func boundary(_ offset: Int64, _ held: Int) throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson))
        #expect(try feed.figures(completeUntil: Sample.endInMoscow + offset).lessonsHeld == held)
    }

    @Test("and never before its feed has promised anything")
    func nothingPromised() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson))
        #expect(try feed.figures(completeUntil: nil) == DayFigures(1, 0, 0, 0, 0, 0, 0, 0))
    }

    @Test("and apart from the others where its course is extracurricular, from the day that is said of the course")
    func extracurricular() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.courseOpened(extracurricular: true), Sample.scheduled(lesson))
        #expect(try feed.figures().lessonsHeld == 0 && feed.figures().extracurricularHeld == 1)
        #expect(try feed.figures(completeUntil: Sample.endInMoscow - 1).extracurricularHeld == 0)
        try feed.apply(Sample.cancelled(lesson))
        #expect(try feed.figures().extracurricularHeld == 0)
    }

    @Test("by the clock of its school's zone", arguments: [("Asia/Vladivostok", -7), ("Europe/Kaliningrad", 1)])
    func zone(_ zone: String, _ hoursLater: Int64) throws {
        let feed = try TestFeed(isPrepared: false)
        try feed.apply(Sample.registered(zone: zone), Sample.groupOpened(), Sample.scheduled(lesson))
        let end = Sample.endInMoscow + hoursLater * 3_600_000_000
        #expect(try feed.figures(completeUntil: end - 1).lessonsHeld == 0)
        #expect(try feed.figures(completeUntil: end).lessonsHeld == 1)
    }

    @Test("by the zone that holds on its date where the school's zone changes between two lessons")
    func zoneChange() throws {
        let feed = try TestFeed()
        let later = Sample.id(2)
        try feed.apply(Sample.scheduled(lesson), Sample.scheduled(later, on: Sample.day + 1))
        try feed.apply(Sample.zoneSet(since: Sample.day + 1, zone: "Europe/Kaliningrad"))
        let nextEnd = Sample.endInMoscow + 25 * 3_600_000_000
        #expect(try feed.figures(completeUntil: Sample.endInMoscow).lessonsHeld == 1)
        #expect(try feed.figures(completeUntil: nextEnd - 1, day: Sample.day + 1).lessonsHeld == 0)
        #expect(try feed.figures(completeUntil: nextEnd, day: Sample.day + 1).lessonsHeld == 1)
        try feed.apply(Sample.zoneSet(since: Sample.day + 1, zone: "Europe/Moscow"))
        #expect(try feed.figures(completeUntil: nextEnd - 3_600_000_000, day: Sample.day + 1).lessonsHeld == 1)
    }

    @Test("by the promise of its own feed, whatever another feed has promised")
    func ownFeed() throws {
        let feed = try TestFeed()
        let other = Sample.id(0x5D)
        try feed.apply(Sample.scheduled(lesson))
        try feed.apply(Sample.registered(other), source: 2, school: other)
        let rows = try feed.rows(
            TestFeed.standing(completeUntil: Sample.endInMoscow - 1),
            TestFeed.standing(source: 2, completeUntil: TestFeed.everything, feed: "journal.2"))
        #expect(rows.map(\.figures.lessonsHeld) == [0])
    }
}
