import Contracts
import EventFeed
import Foundation
import GRDB
import Regulation
import School
import Testing

@testable import DeadlineMonitor

@Suite("What the monitor knows of an entry that is followed")
struct DutyWayTests {
    private let lesson = Sample.id(1)
    private let work = Sample.id(2)
    private let mark = Sample.id(0x300)
    /// Until the end of Monday the 7th.
    private let due = Sample.at(0, day: 5)

    private func monitor() throws -> TestMonitor {
        let monitor = try TestMonitor()
        try monitor.play(Sample.scheduled(lesson), at: Sample.at(8))
        try monitor.play(Sample.topic(lesson), at: Sample.at(9))
        try monitor.play(Sample.work(work, of: lesson), at: Sample.at(9, 1))
        return monitor
    }

    @Test("a mark entered in time: by when it was owed, since when it is there, no alert")
    func inTime() throws {
        let monitor = try monitor()
        for (number, pupil) in Sample.pupils.enumerated() {
            try monitor.play(
                Sample.mark(Sample.id(0x300 + UInt64(number)), for: work, of: pupil), at: Sample.at(10, number))
        }
        let steps = try steps(monitor, "MarkGiven", mark)
        #expect(steps.map(\.kind) == [.duty])
        #expect(steps[0].until == due)
        #expect(steps[0].at == Sample.at(10, 2))
        #expect(steps[0].state == "fulfilled")
        #expect(steps[0].detail == "clause 3.5")
    }

    @Test("a mark entered late: the alert it closed, how that stands, and when it was raised")
    func late() throws {
        let monitor = try monitor()
        for (number, pupil) in Sample.pupils.enumerated() where number > 0 {
            try monitor.play(
                Sample.mark(Sample.id(0x300 + UInt64(number)), for: work, of: pupil), at: Sample.at(10, number))
        }
        try monitor.complete(until: due)
        try monitor.play(Sample.mark(mark, for: work, of: Sample.pupils[0]), at: due + 60_000_000)
        let steps = try steps(monitor, "MarkGiven", mark)
        #expect(steps.map(\.kind) == [.duty, .alert, .recorded, .recorded])
        #expect(steps[1].state == "fulfilled")
        #expect(steps[1].at == due)
        #expect(steps[2...].map(\.event.type) == ["AlertRaised", "AlertClosed"])
        #expect(steps[2...].allSatisfy { $0.event.thing == steps[1].thing && $0.event.feed == "alerts.1" })
    }

    @Test("a topic has its own duty; of two events of one entry it is said once")
    func topic() throws {
        let monitor = try monitor()
        let one = event("TopicRecorded", lesson, 1)
        let steps = try ask(monitor, [one, event("TopicRecorded", lesson, 2)])
        #expect(steps.map(\.kind) == [.duty])
        #expect(steps.map(\.event) == [one])
        #expect(steps[0].at == Sample.at(9))
    }

    @Test("of what is owed to nobody, unknown, or another feed's, nothing is said")
    func nothing() throws {
        let monitor = try monitor()
        #expect(try steps(monitor, "MarkGiven", Sample.id(0x999)).isEmpty)
        #expect(try steps(monitor, "WorkCreated", work).isEmpty)
        let foreign = TracedEvent(
            feed: "journal.2", sequence: 1, id: Sample.id(7), type: "TopicRecorded", thing: lesson)
        #expect(try ask(monitor, [foreign]).isEmpty)
    }

    @Test("what was told of an alert is found by an index")
    func indexed() throws {
        let plan = try TestMonitor().queue.read { database in
            try Row.fetchAll(
                database, sql: "EXPLAIN QUERY PLAN " + EventLog.recordedQuery(DutyWay.ofAlert),
                arguments: [Sample.data(mark)]
            ).map { $0["detail"] as String }
        }
        #expect(plan.first?.hasPrefix("SEARCH event USING INDEX event_of_alert") == true, "\(plan)")
    }

    private func steps(_ monitor: TestMonitor, _ type: String, _ thing: UUID) throws -> [TraceStep] {
        try ask(monitor, [event(type, thing, 1)])
    }

    private func event(_ type: String, _ thing: UUID, _ sequence: Int64) -> TracedEvent {
        TracedEvent(
            feed: "journal.1", sequence: sequence, id: Sample.id(0xF0_0000 + UInt64(sequence)), type: type, thing: thing
        )
    }

    private func ask(_ monitor: TestMonitor, _ events: [TracedEvent]) throws -> [TraceStep] {
        try monitor.queue.read { database in
            try DutyWay(log: monitor.log, regulation: .current, database: database)
                .steps(of: TraceQuestion(events: events))
        }
    }
}
