import Contracts
import EventFeed
import Foundation
import GRDB
import School
import Testing

@testable import DeadlineMonitor

@Suite("Reading the journal anew")
struct RebuildTests {
    private let due = Sample.at(10, 15)

    /// Alerts of every state: withdrawn, fulfilled, open.
    private func played() throws -> TestMonitor {
        let monitor = try TestMonitor()
        for number in 1...3 as ClosedRange<UInt64> {
            try monitor.play(
                Sample.scheduled(Sample.id(number), number: UInt32(number) * 2 - 1), at: Sample.at(6, Int(number)))
        }
        try monitor.play(Sample.homework(Sample.id(1)), at: due + 60_000_000)
        try monitor.complete(until: Sample.at(0, day: 1))
        try monitor.play(Sample.cancelled(Sample.id(2)), at: Sample.at(1, day: 1))
        try monitor.play(Sample.work(Sample.id(0x21), of: Sample.id(3)), at: Sample.at(2, day: 1))
        try monitor.complete(until: Sample.at(0, day: 5))
        return monitor
    }

    @Test("The same events make the same rows, and the feed of alerts is told nothing twice")
    func same() throws {
        let monitor = try played()
        let (rows, told, alerts) = (try monitor.dump(source: 1), try monitor.told(), try monitor.alerts())
        #expect(Set(alerts.map { $0.split(separator: " ")[1] }) == ["open", "fulfilled", "withdrawn"])
        try monitor.rebuild(as: 2, from: 1, until: Sample.at(0, day: 5))
        #expect(try monitor.dump(source: 2) == rows)
        #expect(try monitor.told() == told)
        #expect(try monitor.alerts() == alerts)
    }

    @Test("While it is built, nothing is told")
    func building() throws {
        let monitor = try TestMonitor()
        try monitor.addSource(2, state: "building")
        for event in monitor.played { try monitor.apply(event, source: 2) }
        try monitor.play([Sample.scheduled(Sample.id(1))], at: Sample.at(8), source: 2)
        try monitor.complete(until: Sample.at(0, day: 1), source: 2)
        #expect(try monitor.told().isEmpty)
        #expect(try monitor.dump(source: 2)["projected_alert"]?.count == 3)
    }

    @Test("What another history no longer has is taken back, what it has is told, once each")
    func difference() throws {
        let monitor = try played()
        let before = try monitor.told()
        // Another past: the homework of the first lesson never came, the third was dropped, a fourth was held.
        var events = monitor.played.filter { $0.type != "HomeworkRecorded" && $0.type != "WorkCreated" }
        events.append(try monitor.event(Sample.dropped(Sample.id(3)), at: Sample.at(3, day: 1)))
        events.insert(try monitor.event(Sample.scheduled(Sample.id(4), number: 7), at: Sample.at(6, 4)), at: 10)
        try monitor.rebuild(as: 2, from: 1, events: events, until: Sample.at(0, day: 5))
        let told = Array(try monitor.told().dropFirst(before.count))
        // The first lesson's homework is open again; the third's three alerts and its work's are withdrawn.
        #expect(told.filter { $0 == "AlertReopened" }.count == 1)
        #expect(told.filter { $0 == "AlertClosed" }.count == 4)
        #expect(told.filter { $0 == "AlertRaised" }.count == 3)
        try monitor.queue.read { database in
            let cause = Turn.Cause(text: "", instant: 0, traceID: .none)
            let differing = try monitor.projection.turn(2, cause, database).differing(feed: "journal.1")
            #expect(differing.isEmpty)
        }
    }

    @Test("Back to the first history, the feed follows")
    func backAndForth() throws {
        let monitor = try played()
        let (alerts, events) = (try monitor.alerts(), monitor.played)
        try monitor.rebuild(
            as: 2, from: 1, events: events.filter { $0.type != "HomeworkRecorded" }, until: Sample.at(0, day: 5))
        #expect(try monitor.alerts() != alerts)
        try monitor.rebuild(as: 3, from: 2, events: events, until: Sample.at(0, day: 5))
        #expect(try monitor.alerts() == alerts)
    }

    @Test("Clearing deletes no more than its limit and leaves other sources alone")
    func clear() throws {
        let monitor = try played()
        try monitor.rebuild(as: 2, from: 1, until: Sample.at(0, day: 5))
        let kept = try monitor.dump(source: 2)
        let count = { try monitor.dump(source: 1).values.map(\.count).reduce(0, +) }
        var left = try count()
        while left > 0 {
            let isDone = try monitor.queue.write { try monitor.projection.clear(source: 1, limit: 5, in: $0) }
            #expect(try count() == max(0, left - 5))
            left = try count()
            #expect(isDone == (left == 0))
        }
        #expect(try monitor.dump(source: 2) == kept)
    }
}
