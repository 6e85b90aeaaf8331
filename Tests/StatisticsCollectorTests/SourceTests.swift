import Foundation
import GRDB
import School
import Testing

@testable import StatisticsCollector

@Suite("Rows of different sources have nothing to do with each other")
struct SourceTests {
    private func apply(_ feed: TestFeed, source: Int64) throws {
        feed.restart()
        try feed.apply(Sample.registered(), Sample.groupOpened(), source: source)
        for number in 0..<5 as Range<UInt64> { try feed.apply(all: Sample.fullLesson(number), source: source) }
    }

    @Test("the same feed read twice gives the same rows and figures, and the live source alone is counted")
    func rebuilt() throws {
        let feed = try TestFeed(isPrepared: false)
        try apply(feed, source: 1)
        let (live, rows) = (try feed.dump(source: 1), try feed.rows())
        try apply(feed, source: 2)
        #expect(try feed.dump(source: 2) == live)
        #expect(try feed.dump(source: 1) == live)
        #expect(try feed.rows() == rows)
        #expect(try feed.rows(TestFeed.standing(source: 2)) == rows)
        #expect(rows.count == 5)
        #expect(rows[0].figures == DayFigures(1, 0, 1, 1, 1, 1, 1, 1))
        #expect(rows[1].figures == DayFigures(1, 0, 1, 1, 1, 0, 1, 1))
    }

    @Test("two feeds with a school each are counted side by side")
    func twoFeeds() throws {
        let feed = try TestFeed()
        let (other, lesson) = (Sample.id(0x5D), Sample.id(1))
        try feed.apply(Sample.scheduled(lesson))
        try feed.apply(
            Sample.registered(other), Sample.groupOpened(), Sample.scheduled(lesson), Sample.topic(lesson), source: 2,
            school: other)
        let standings = (TestFeed.standing(), TestFeed.standing(source: 2, feed: "journal.2"))
        #expect(try feed.rows(standings.0, standings.1).map(\.figures.topics) == [0])
        let rows = try feed.rows(standings.0, standings.1, school: other)
        #expect(rows.map(\.feed) == ["journal.2"])
        #expect(rows.map(\.figures.topics) == [1])
    }

    @Test("clearing deletes no more than its limit, tells when nothing is left, and leaves other sources alone")
    func clear() throws {
        let feed = try TestFeed(isPrepared: false)
        try apply(feed, source: 1)
        try apply(feed, source: 2)
        let kept = try feed.dump(source: 2)
        let total = try feed.dump(source: 1).values.map(\.count).reduce(0, +)
        #expect(total == 1 + 1 + 1 + 5 * 7)
        for step in 1...19 {
            let isDone = try feed.queue.write { try feed.projection.clear(source: 1, limit: 2, in: $0) }
            #expect(isDone == (step == 19))
            #expect(try feed.dump(source: 1).values.map(\.count).reduce(0, +) == total - 2 * step)
        }
        #expect(try feed.dump(source: 2) == kept)
    }

    @Test("clearing counts each of a school's zones")
    func clearZones() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.zoneSet(since: Sample.day, zone: "Europe/Kaliningrad"))
        #expect(try !feed.queue.write { try feed.projection.clear(source: 1, limit: 3, in: $0) })
        #expect(try feed.dump(source: 1)["school_zone"]?.count == 1)
        #expect(try feed.queue.write { try feed.projection.clear(source: 1, limit: 2, in: $0) })
    }
}
