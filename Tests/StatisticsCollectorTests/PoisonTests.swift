import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import StatisticsCollector

@Suite("An event that cannot be applied is poisoned and changes nothing")
struct PoisonTests {
    private static let lesson = Sample.id(1)
    private static let work = Sample.id(2)

    /// A message that is refused, and a word of the reason.
    struct Case: CustomTestStringConvertible, Sendable {
        let message: any Message
        let reason: String
        var testDescription: String { "\(type(of: message).shortName): \(reason)" }

        init(_ message: any Message, _ reason: String) {
            self.message = message
            self.reason = reason
        }
    }

    static let cases: [Case] = [
        Case(WireLessonScheduled(), "lesson_id is missing"),
        Case(Sample.scheduled(lesson), "there already"),
        Case(Sample.scheduled(Sample.id(7), group: Sample.id(8)), "not told of"),
        Case(with(Sample.scheduled(Sample.id(7))) { $0.clearEnd() }, "end is missing"),
        Case(with(Sample.scheduled(Sample.id(7))) { $0.end = 1_440 }, "end is no minute"),
        Case(with(Sample.scheduled(Sample.id(7))) { $0.date = .max }, "date lies outside"),
        Case(with(Sample.scheduled(Sample.id(7))) { $0.lessonID = Data(count: 16) }, "lesson_id is no id"),
        Case(with(Sample.scheduled(Sample.id(7))) { $0.lessonID = Data(count: 15) }, "lesson_id is no id"),
        Case(Sample.moved(Sample.id(7), to: Sample.day), "not told of"),
        Case(Sample.dropped(Sample.id(7)), "not told of"),
        Case(Sample.cancelled(Sample.id(7)), "not told of"),
        Case(Sample.topic(Sample.id(7)), "not told of"),
        Case(with(Sample.topic(lesson)) { $0.clearTopic() }, "topic is missing"),
        Case(Sample.homework(Sample.id(7), nil), "not told of"),
        Case(with(Sample.homework(lesson, nil)) { $0.homework = nil }, "homework is missing"),
        Case(Sample.roll(Sample.id(7)), "not told of"),
        Case(Sample.roll(lesson, code: .unspecified), "entries.code has the value 0"),
        Case(Sample.roll(lesson, code: .UNRECOGNIZED(8)), "entries.code has the value 8"),
        Case(Sample.work(Sample.id(7), of: Sample.id(8)), "not told of"),
        Case(Sample.work(work, of: lesson), "there already"),
        Case(Sample.work(Sample.id(7), of: lesson, kind: .unspecified), "kind has the value 0"),
        Case(Sample.work(Sample.id(7), of: lesson, kind: .UNRECOGNIZED(16)), "kind has the value 16"),
        Case(Sample.mark(Sample.id(7), for: Sample.id(8)), "not told of"),
        Case(Sample.mark(Sample.id(7), for: work, value: WireMarkValue()), "value is missing"),
        Case(Sample.mark(Sample.id(7), for: work, value: .with { $0.symbol = .UNRECOGNIZED(4) }), "value.symbol has"),
        Case(Sample.markWithdrawn(Sample.id(7)), "not told of"),
        Case(Sample.registered(), "there already"),
        Case(Sample.registered(Sample.id(7), zone: "Europe/Atlantis"), "time zone"),
        Case(Sample.zoneSet(since: Sample.day, zone: "MSK"), "time zone"),
        Case(Sample.groupOpened(), "there already"),
    ]

    private static func with<Wire: Message>(_ message: Wire, _ change: (inout Wire) -> Void) -> Wire {
        var message = message
        change(&message)
        return message
    }

    private static func prepared() throws -> TestFeed {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson), Sample.work(work, of: lesson))
        return feed
    }

    @Test("for a field, a value or a reference that cannot be", arguments: cases)
    func refused(_ example: Case) throws {
        let feed = try Self.prepared()
        let before = try feed.dump(source: 1)
        let poisoned = #expect(throws: PoisonedEvent.self) { try feed.apply(example.message) }
        #expect(poisoned?.problem.contains(example.reason) == true, "\(poisoned?.problem ?? "")")
        #expect(poisoned?.type == type(of: example.message).shortName)
        #expect(try feed.dump(source: 1) == before)
    }

    @Test("for what stands in another source or another school only")
    func elsewhere() throws {
        let feed = try Self.prepared()
        #expect(throws: PoisonedEvent.self) { try feed.apply(Sample.topic(Self.lesson), source: 2) }
        #expect(throws: PoisonedEvent.self) {
            try feed.apply(Sample.mark(Sample.id(7), for: Self.work), school: Sample.id(0x5D))
        }
        #expect(throws: PoisonedEvent.self) {
            try feed.apply(Sample.zoneSet(since: Sample.day, zone: "UTC"), school: Sample.id(0x5D))
        }
    }

    @Test("for a payload that is no such message, is erased, or is of a version or type unknown here")
    func frame() throws {
        let feed = try Self.prepared()
        let topic = EventContent.payload(try Sample.topic(Self.lesson).serializedBytes(), salt: Data())
        let garbage = EventContent.payload(Data([0xFF, 0xFF, 0xFF]), salt: Data())
        let events = [
            (feed.event("TopicRecorded", garbage), "not a TopicRecorded"),
            (feed.event("TopicRecorded", .erased(digest: Data(count: 32))), "erased"),
            (feed.event("TopicRecorded", topic, schemaVersion: 2), "schema version 2"),
            (feed.event("TopicDreamt", topic), "no such event"),
        ]
        for (event, reason) in events {
            let poisoned = #expect(throws: PoisonedEvent.self) { try feed.apply(event) }
            #expect(poisoned?.problem.contains(reason) == true)
            #expect(poisoned?.sequence == event.sequence)
        }
        #expect(try feed.figures().topics == 0)
    }
}
