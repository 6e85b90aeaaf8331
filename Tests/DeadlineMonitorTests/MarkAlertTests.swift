import Contracts
import Foundation
import GRDB
import Regulation
import School
import SwiftProtobuf
import Testing

@testable import DeadlineMonitor

@Suite("Marks that are owed")
struct MarkAlertTests {
    private let lesson = Sample.id(1)
    private let work = Sample.id(2)
    private let pupils = Sample.pupils
    /// Thursday the 3rd and two days are Saturday the 5th: until the end of Monday the 7th in a five-day week.
    private let due = Sample.at(0, day: 5)

    /// A lesson with its entries, and a work with marks required.
    private func monitor(_ roll: WireRollEntry..., isRequired: Bool = true, homeworkDue: Day? = nil) throws
        -> TestMonitor
    {
        let monitor = try TestMonitor()
        try monitor.play(
            Sample.scheduled(lesson), Sample.topic(lesson), at: Sample.at(8))
        try monitor.play(Sample.homework(lesson), at: Sample.at(9))
        var taken = Sample.roll(lesson)
        taken.entries = roll
        try monitor.play(taken, at: Sample.at(9, 1))
        try monitor.play(
            Sample.work(work, of: lesson, isRequired: isRequired, homeworkDue: homeworkDue), at: Sample.at(9, 2))
        return monitor
    }

    private func mark(
        _ monitor: TestMonitor, _ number: Int, at instant: Int64, _ value: WireMarkValue = Sample.points(4)
    ) throws {
        try monitor.play(
            Sample.mark(Sample.id(0x300 + UInt64(number)), for: work, of: pupils[number], value: value), at: instant)
    }

    @Test("A work without all its marks is overdue at the end of the second working day; the last mark closes it")
    func overdue() throws {
        let monitor = try monitor()
        for number in 0...1 { try mark(monitor, number, at: Sample.at(10, number)) }
        try monitor.complete(until: due - 1)
        #expect(try monitor.alerts().isEmpty)
        try monitor.complete(until: due)
        #expect(try monitor.alerts() == ["mark open"])
        try mark(monitor, 2, at: due + 90 * 60_000_000)
        #expect(try monitor.alerts() == ["mark fulfilled 90"])
    }

    @Test("A work asked for when its deadline has passed is overdue from then on, however late that is found out")
    func askedForLate() throws {
        let monitor = try monitor(isRequired: false)
        let asked = due + 60_000_000
        try monitor.play(Sample.work(Sample.id(3), of: lesson), at: asked)
        try monitor.complete(until: due + 3_600_000_000)
        let payload = try #require(
            try monitor.queue.read { try Data.fetchOne($0, sql: "SELECT payload FROM event") })
        let wire = try WireAlertRaised(serializedBytes: payload)
        #expect(wire.due == due && wire.happenedAt == asked)
    }

    @Test("Nobody is owed anything by a work that requires no marks")
    func notRequired() throws {
        let monitor = try monitor(isRequired: false)
        try mark(monitor, 0, at: Sample.at(10))
        try monitor.play(Sample.markWithdrawn(Sample.id(0x300)), at: Sample.at(11))
        try monitor.complete(until: due)
        #expect(try monitor.alerts().isEmpty)
        #expect(try monitor.due(.mark, work) == nil)
    }

    @Test("Whoever was absent is owed none; the late and the exempt are")
    func absent() throws {
        let monitor = try monitor(
            Sample.entry(pupils[0], .ill), Sample.entry(pupils[1], .late), Sample.entry(pupils[2], .exempt))
        try mark(monitor, 1, at: Sample.at(10))
        try monitor.complete(until: due)
        #expect(try monitor.open() == ["mark"])
        try mark(monitor, 2, at: due + 60_000_000)
        #expect(try monitor.alerts() == ["mark fulfilled 1"])
    }

    @Test("While the roll is not taken, everyone enrolled on the day is owed a mark; absences found later take it back")
    func noRoll() throws {
        let monitor = try TestMonitor()
        try monitor.play(Sample.scheduled(lesson), Sample.work(work, of: lesson), at: Sample.at(9))
        for number in 0...1 { try mark(monitor, number, at: Sample.at(10, number)) }
        try monitor.complete(until: due)
        #expect(try monitor.open().contains("mark"))
        try monitor.play(Sample.roll(lesson, Sample.entry(pupils[2], .absent)), at: due + 1)
        #expect(try monitor.alerts().contains("mark withdrawn"))
    }

    @Test("«Точка» does not fulfil; the mark that takes its place does")
    func owed() throws {
        let monitor = try monitor()
        for number in 0...1 { try mark(monitor, number, at: Sample.at(10, number)) }
        try mark(monitor, 2, at: Sample.at(11), Sample.owed)
        try monitor.complete(until: due)
        #expect(try monitor.open() == ["mark"])
        try monitor.play(Sample.markChanged(Sample.id(0x302), to: Sample.points(3)), at: due + 120_000_000)
        #expect(try monitor.alerts() == ["mark fulfilled 2"])
    }

    @Test("A withdrawn mark makes the work overdue again by its old due, and the next mark closes it again")
    func withdrawn() throws {
        let monitor = try monitor()
        for number in 0...2 { try mark(monitor, number, at: Sample.at(10, number)) }
        try monitor.play(Sample.markWithdrawn(Sample.id(0x301)), at: due + 1)
        try monitor.complete(until: due + 2)
        #expect(try monitor.open() == ["mark"])
        try monitor.play(Sample.mark(Sample.id(0x400), for: work, of: pupils[1]), at: due + 60_000_000)
        #expect(try monitor.alerts() == ["mark fulfilled 1"])
        try monitor.play(Sample.markWithdrawn(Sample.id(0x400)), at: due + 120_000_000)
        #expect(try monitor.open() == ["mark"])
        #expect(try monitor.told() == ["AlertRaised", "AlertClosed", "AlertReopened"])
    }

    @Test("A mark changed from one value to another changes nothing")
    func changed() throws {
        let monitor = try monitor()
        for number in 0...2 { try mark(monitor, number, at: Sample.at(10, number)) }
        try monitor.play(Sample.markChanged(Sample.id(0x301), to: Sample.points(2)), at: due + 1)
        try monitor.complete(until: due + 2)
        #expect(try monitor.told().isEmpty)
    }

    @Test("An absent pupil who does the work later has an obligation of his own, late if the mark is")
    func later() throws {
        let monitor = try monitor(Sample.entry(pupils[2], .ill))
        for number in 0...1 { try mark(monitor, number, at: Sample.at(10, number)) }
        // Done on Thursday the 10th, marked on Tuesday the 15th, owed until the end of Monday the 14th.
        let done = Sample.mark(Sample.id(0x302), for: work, of: pupils[2], on: Sample.day + 7)
        try monitor.play(done, at: Sample.at(9, day: 12))
        #expect(try monitor.due(.mark, work, pupil: pupils[2]) == Sample.at(0, day: 12))
        #expect(try monitor.told().isEmpty)
        try monitor.play(Sample.markWithdrawn(Sample.id(0x302)), at: Sample.at(10, day: 12))
        try monitor.complete(until: Sample.at(10, 1, day: 12))
        #expect(try monitor.open() == ["mark"])
    }

    @Test("Corrected to present after the due, the pupil is owed a mark by the end of that day")
    func corrected() throws {
        let monitor = try monitor(Sample.entry(pupils[2], .absent))
        for number in 0...1 { try mark(monitor, number, at: Sample.at(10, number)) }
        try monitor.play(Sample.attendance(lesson, Sample.entry(pupils[2], .present)), at: due + 3_600_000_000)
        #expect(try monitor.due(.mark, work, pupil: pupils[2]) == Sample.at(0, day: 6))
        try monitor.complete(until: Sample.at(0, day: 6) - 1)
        #expect(try monitor.alerts().isEmpty)
        try monitor.complete(until: Sample.at(0, day: 6))
        #expect(try monitor.open() == ["mark"])
        try mark(monitor, 2, at: Sample.at(0, 3, day: 6))
        #expect(try monitor.alerts() == ["mark fulfilled 3"])
    }

    @Test("Corrected to present in time by a second roll, the pupil is owed a mark with the others")
    func correctedInTime() throws {
        let monitor = try monitor(Sample.entry(pupils[2], .absent))
        for number in 0...1 { try mark(monitor, number, at: Sample.at(10, number)) }
        try monitor.play(Sample.roll(lesson, version: 2), at: Sample.at(12))
        #expect(try monitor.due(.mark, work, pupil: pupils[2]) == nil)
        try monitor.complete(until: due)
        #expect(try monitor.open() == ["mark"])
    }

    @Test("Marks for homework are counted from the day it was due")
    func homework() throws {
        // Due on Friday the 4th; Sunday the 6th moves on to Monday the 7th.
        let monitor = try monitor(homeworkDue: Sample.day + 1)
        #expect(try monitor.due(.mark, work) == due)
        let next = try self.monitor(homeworkDue: Sample.day + 5)
        #expect(try next.due(.mark, work) == Sample.at(0, day: 8))
    }

    @Test("A withdrawn work owes nothing, a cancelled lesson's work neither")
    func void() throws {
        let monitor = try monitor()
        try monitor.complete(until: due)
        try monitor.play(Sample.workWithdrawn(work), at: due + 1)
        #expect(try monitor.alerts() == ["mark withdrawn"])
        let other = try self.monitor()
        try other.complete(until: due)
        try other.play(Sample.cancelled(lesson), at: due + 1)
        #expect(try other.alerts() == ["mark withdrawn"])
    }

    @Test("No marks are owed in grade 1, in courses without marks and in extracurricular ones")
    func exempt() throws {
        for directory in [
            Sample.directory(parallel: 1), Sample.directory(marks: .none), Sample.directory(extracurricular: true),
        ] {
            let monitor = try TestMonitor(directory)
            try monitor.play(Sample.scheduled(lesson), Sample.work(work, of: lesson), at: Sample.at(9))
            #expect(try monitor.due(.mark, work) == nil)
        }
    }

    @Test("Whoever left before the day of the work is owed nothing by it, also if that is entered later")
    func left() throws {
        let monitor = try monitor()
        for number in 0...1 { try mark(monitor, number, at: Sample.at(10, number)) }
        try monitor.complete(until: due)
        #expect(try monitor.open() == ["mark"])
        try monitor.play(Sample.enrolmentEnded(number: 2, last: Sample.day - 1), at: due + 1)
        #expect(try monitor.alerts() == ["mark withdrawn"])
    }

    @Test("Enrolled as from the day or before, a new pupil is owed a mark too; from the day after on, not")
    func enrolled() throws {
        let monitor = try monitor()
        for number in 0...2 { try mark(monitor, number, at: Sample.at(10, number)) }
        try monitor.play(Sample.enrolled(Sample.id(0x94), number: 9, from: Sample.day + 1), at: Sample.at(12))
        try monitor.complete(until: due)
        #expect(try monitor.alerts().isEmpty)
        try monitor.play(Sample.enrolled(Sample.id(0x95), number: 10, from: Sample.day), at: due + 1)
        try monitor.complete(until: due + 2)
        #expect(try monitor.open() == ["mark"])
    }
}
