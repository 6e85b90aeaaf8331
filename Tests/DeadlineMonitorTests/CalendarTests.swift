import Contracts
import Foundation
import Regulation
import School
import SwiftProtobuf
import Testing

@testable import DeadlineMonitor

@Suite("The calendar of a class, as its timetable and lessons show it")
struct CalendarTests {
    private let work = Sample.id(2)

    /// A lesson on a day, with a work that requires marks.
    private func monitor(on day: Day = Sample.day, _ weekdays: [UInt32]? = nil) throws -> TestMonitor {
        let monitor = try TestMonitor()
        if let weekdays {
            try monitor.play(
                Sample.timetable(Sample.id(0x71), from: Sample.day - 2, weekdays: weekdays),
                at: Sample.at(0, 1, day: -2))
        }
        try monitor.play(Sample.scheduled(Sample.id(1), on: day), Sample.work(work, of: Sample.id(1)), at: Sample.at(9))
        return monitor
    }

    @Test("A timetable with Saturdays makes a six-day week: Thursday's marks are due on Saturday")
    func sixDays() throws {
        #expect(try monitor([1, 4, 6]).due(.mark, work) == Sample.at(0, day: 3))
        #expect(try monitor([1, 4, 5]).due(.mark, work) == Sample.at(0, day: 5))
        #expect(try monitor().due(.mark, work) == Sample.at(0, day: 5))
    }

    @Test("A timetable that has ended no longer makes the week, though it began last")
    func ended() throws {
        let monitor = try monitor([1, 4, 6])
        try monitor.play(
            Sample.timetable(Sample.id(0x72), from: Sample.day - 1, weekdays: [1, 4], days: 1), at: Sample.at(12))
        #expect(try monitor.due(.mark, work) == Sample.at(0, day: 3))
    }

    @Test("A later version of the timetable with Saturdays moves the due of open works")
    func weekChanged() throws {
        let monitor = try monitor([1, 4])
        var changed = Sample.timetable(Sample.id(0x71), from: Sample.day - 2, weekdays: [1, 4, 6])
        changed.version = 2
        try monitor.play(changed, at: Sample.at(12))
        #expect(try monitor.due(.mark, work) == Sample.at(0, day: 3))
    }

    @Test("A Saturday on which the class is taught by order works; cancelled, it does not")
    func byOrder() throws {
        let monitor = try monitor([1, 4])
        try monitor.play(Sample.scheduled(Sample.id(9), on: Sample.day + 2), at: Sample.at(10))
        #expect(try monitor.due(.mark, work) == Sample.at(0, day: 3))
        try monitor.play(Sample.cancelled(Sample.id(9)), at: Sample.at(11))
        #expect(try monitor.due(.mark, work) == Sample.at(0, day: 5))
    }

    @Test("A day off that comes to be taught takes the open alert back and raises it for the earlier instant at once")
    func movedAhead() throws {
        let monitor = try monitor([1, 4])
        try monitor.complete(until: Sample.at(0, day: 5))
        #expect(try monitor.open().contains("mark"))
        try monitor.play(Sample.scheduled(Sample.id(9), on: Sample.day + 2), at: Sample.at(1, day: 5))
        try monitor.complete(until: Sample.at(2, day: 5))
        #expect(try monitor.alerts().filter { $0.hasPrefix("mark") } == ["mark open", "mark withdrawn"])
    }

    @Test("Where a year's calendar is not known the obligation stands without a due, and raises nothing")
    func unknownYear() throws {
        let late = try #require(Day("2027-12-30"))
        let monitor = try monitor(on: late)
        #expect(try monitor.due(.mark, work) == nil)
        let undated = try monitor.dump(source: 1)["obligation"]?.filter { $0.contains("due=NULL") }
        #expect(undated?.count == 1)
        try monitor.complete(until: Sample.at(0, day: 1_000))
        #expect(try monitor.alerts().filter { $0.hasPrefix("mark") }.isEmpty)
    }

    @Test("The school's zone moves every due with it")
    func zone() throws {
        let monitor = try monitor()
        try monitor.play(
            WireSchoolZoneSet.with {
                $0.version = 2
                $0.since = (Sample.day - 10).rawValue
                $0.zone = "Europe/Samara"
            }, at: Sample.at(9, 30))
        #expect(try monitor.due(.topic, Sample.id(1)) == Sample.at(23))
        #expect(try monitor.due(.mark, work) == Sample.at(23, day: 4))
    }
}
