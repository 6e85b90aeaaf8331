import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import EventFeed

@Suite("The trace of what was recorded")
struct TraceTests {
    private let fixture: LogFixture

    init() throws { fixture = try LogFixture() }

    @Test("it names each event under it, in their order, with what it is about and nothing of what was entered")
    func recorded() throws {
        let mark = numbered(40)
        let given =
            try WireMarkGiven.with {
                $0.markID = mark.data
                $0.value = .with { $0.points = 5 }
            }.serializedBytes() as Data
        let events = try fixture.append([given]) + fixture.append([Data("a name".utf8)], type: LogFixture.cardType)
        let steps = try trace(LogFixture.trace)
        #expect(steps.map(\.event.id) == events.map(\.id))
        #expect(steps.map(\.event.thing) == [mark, nil])
        #expect(steps.map(\.at) == events.map(\.recordedAt))
        #expect(steps.allSatisfy { $0.kind == .recorded && $0.state == nil && $0.detail == nil })
    }

    @Test("nothing is found under a trace that is not known, nor under none")
    func unknown() throws {
        try fixture.database.write { database in
            var tail = try fixture.log.tail(in: database)
            _ = try fixture.log.append(
                NewEvent(type: "MarkGiven", payload: Data()), school: .none, actor: .none, traceID: .none, tail: &tail,
                in: database)
        }
        #expect(try trace(numbered(77)).isEmpty)
        #expect(try trace(.none).isEmpty)
    }

    @Test(
        "it is found by an index, and so is an event by its id",
        arguments: [
            "trace_id = ? AND \(EventLog.isTraced)", "event_id IN (?, ?, ?)",
        ])
    func indexed(condition: String) throws {
        let plan = try fixture.database.read { database in
            let none = StatementArguments(Array(repeating: Data(count: 16), count: condition.count { $0 == "?" }))
            return try Row.fetchAll(
                database, sql: "EXPLAIN QUERY PLAN " + EventLog.recordedQuery(condition), arguments: none
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH event USING INDEX") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
    }

    private func trace(_ id: UUID) throws -> [TraceStep] {
        try fixture.database.read { try fixture.log.trace(id, in: $0) }
    }
}

@Suite("Questions about a way, and answers, on the wire")
struct TraceWireTests {
    @Test("a question and a step are read as they were written")
    func roundTrip() throws {
        let event = TracedEvent(
            feed: "journal.test", sequence: 7, id: numbered(7), type: "MarkGiven", thing: numbered(8))
        let question = TraceQuestion(trace: numbered(1), mark: numbered(2), events: [event])
        #expect(try TraceQuestion(question.wire) == question)
        #expect(try TraceQuestion(TraceQuestion(mark: numbered(2)).wire) == TraceQuestion(mark: numbered(2)))
        var step = TraceStep(.recorded, of: event, at: 5)
        #expect(try TraceStep(step.wire) == step)
        step = TraceStep(.mail, of: TracedEvent(feed: "journal.test", sequence: 7, id: numbered(7), type: "MarkGiven"))
        step.traceID = numbered(1)
        step.thing = numbered(9)
        step.state = "gathering"
        step.detail = "stale"
        step.until = 9
        step.cursor = 11
        step.messageID = "<9@example>"
        #expect(try TraceStep(step.wire) == step)
    }

    @Test(
        "a question is refused by the field that is wrong",
        arguments: [
            ("trace_id", WireTrace()), ("trace_id", .with { $0.traceID = Data(count: 3) }),
            ("mark_id", .with { $0.markID = Data(count: 17) }),
            ("events[0].feed", .with { $0.events = [WireTracedEvent()] }),
            ("events[0].sequence", .with { $0.events = [.with { $0.feed = "journal.test" }] }),
            ("events", .with { $0.events = Array(repeating: WireTracedEvent(), count: 257) }),
        ])
    func refused(field: String, wire: WireTrace) throws {
        let refusal = #expect(throws: Refusal.self) { try TraceQuestion(wire) }
        #expect(refusal?.field == field)
    }
}

@Suite("What became of events that are read", .timeLimit(.minutes(1)))
struct SubscriptionTraceTests {
    @Test("those that were read have their instant, later ones wait, and other feeds' are nobody's business here")
    func applied() async throws {
        let owner = try LogFixture()
        let recorded = try owner.append(count: 2)
        // The clock here stands: what is read counts as applied when the batch's last event was recorded.
        let applied = try #require(recorded.last).recordedAt
        let events = recorded.map {
            TracedEvent(feed: owner.log.feed.rawValue, sequence: $0.sequence, id: $0.id, type: $0.type)
        }
        let later = TracedEvent(feed: owner.log.feed.rawValue, sequence: 9, id: numbered(9), type: "MarkGiven")
        let foreign = TracedEvent(feed: "journal.other", sequence: 1, id: numbered(1), type: "MarkGiven")
        try await Conversation.run(owner: owner) { consumer in
            try await eventually { consumer.subscription.status.state == .live }
            let steps = try await consumer.database.read {
                try consumer.subscription.trace(events + [later, foreign], in: $0)
            }
            #expect(steps.map(\.event) == events + [later])
            #expect(steps.map(\.kind) == [.applied, .applied, .waiting])
            #expect(steps.map(\.at) == [applied, applied, nil])
            #expect(steps[2].cursor == 2)
            #expect(steps[2].state == "live")
        }
    }

    @Test("one that an operator had left out is said to be")
    func skipped() async throws {
        let owner = try LogFixture()
        let event = try owner.append(count: 1)[0]
        let database = try SeenProjection.makeStore()
        try await database.write { database in
            try SubscriptionStore(feed: owner.log.feed).skip(
                event.id, sequence: 1, reason: "agreed", at: 4, in: database)
        }
        let traced = TracedEvent(feed: owner.log.feed.rawValue, sequence: 1, id: event.id, type: event.type)
        try await Conversation.run(owner: owner, database: database) { consumer in
            try await eventually { consumer.subscription.status.state == .live }
            let steps = try await database.read { try consumer.subscription.trace([traced], in: $0) }
            #expect(steps.map(\.kind) == [.skipped])
            #expect(steps.map(\.at) == [4])
            #expect(steps.map(\.detail) == ["agreed"])
        }
    }
}
