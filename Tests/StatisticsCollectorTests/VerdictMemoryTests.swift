import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import StatisticsCollector

@Suite("What is remembered for verdicts within a batch")
struct VerdictMemoryTests {
    private static let thursday = Sample.day + 2
    /// 24:00 of Saturday in Moscow, two days after the lesson's: the deadline if Saturday is a working day.
    private static let saturdayEnd = Sample.endInMoscow + 5 * 86_400_000_000 - (9 * 60 + 15) * 60_000_000
    private let lesson = Sample.id(1)
    private let work = Sample.id(2)
    private let onSaturday = Sample.id(3)

    /// A work of Thursday in a class that has five days a week, and a batch that has begun.
    private func begun() throws -> TestFeed {
        let feed = try TestFeed()
        try feed.apply(
            Sample.courseOpened(), Sample.timetable([1, 2, 3, 4, 5]), Sample.scheduled(lesson, on: Self.thursday),
            Sample.work(work, of: lesson))
        try begin(feed)
        return feed
    }

    private func begin(_ feed: TestFeed) throws {
        try feed.queue.write { feed.projection.begin(source: 1, in: $0) }
    }

    /// Gives a mark after Saturday has ended.
    private func mark(_ number: UInt64, in feed: TestFeed) throws {
        try feed.apply(
            Sample.mark(Sample.id(number), for: work, on: Self.thursday), at: Self.saturdayEnd + Int64(number))
    }

    private func late(_ feed: TestFeed) throws -> Int { try feed.figures(day: Self.thursday).marksLate }

    @Test("follows a Saturday that becomes a day of lessons, and ceases to be one")
    func followsTaughtDays() throws {
        let feed = try begun()
        try mark(10, in: feed)
        try mark(11, in: feed)
        #expect(try late(feed) == 0)
        try feed.apply(Sample.scheduled(onSaturday, on: Self.thursday + 2))
        try mark(12, in: feed)
        #expect(try late(feed) == 1)
        try feed.apply(Sample.cancelled(onSaturday))
        try mark(13, in: feed)
        #expect(try late(feed) == 1)
    }

    @Test("follows a change of the school's zone")
    func followsZones() throws {
        let feed = try begun()
        try feed.apply(Sample.scheduled(onSaturday, on: Self.thursday + 2))
        try mark(10, in: feed)
        #expect(try late(feed) == 1)
        try feed.apply(Sample.zoneSet(since: Sample.day, zone: "Europe/Kaliningrad"))
        try mark(11, in: feed)
        #expect(try late(feed) == 1, "an hour is left in Kaliningrad")
    }

    @Test("is forgotten with the next batch, since what it rests on may have been rolled back")
    func forgetsWhatWasRolledBack() throws {
        let feed = try begun()
        let saturday = try feed.event(
            "LessonScheduled",
            .payload(Sample.scheduled(onSaturday, on: Self.thursday + 2).serializedBytes(), salt: Data()))
        let given = try feed.event(
            "MarkGiven",
            .payload(Sample.mark(Sample.id(9), for: work, on: Self.thursday).serializedBytes(), salt: Data()))
        #expect(throws: CancellationError.self) {
            try feed.queue.write { database in
                for event in [saturday, given] { try feed.projection.apply(event, source: 1, in: database) }
                throw CancellationError()
            }
        }
        try begin(feed)
        try mark(10, in: feed)
        #expect(try late(feed) == 0)
    }
}
