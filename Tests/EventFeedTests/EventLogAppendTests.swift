import Foundation
import GRDB
import School
import Testing

@testable import EventFeed

@Suite("Appending to a log")
struct EventLogAppendTests {
    let fixture: LogFixture

    init() throws { fixture = try LogFixture() }

    @Test("sequences run from 1 without gaps over several transactions")
    func gapless() throws {
        let first = try fixture.append(count: 3)
        let second = try fixture.append(count: 2)
        #expect((first + second).map(\.sequence) == [1, 2, 3, 4, 5])
    }

    @Test("after a rolled back transaction the next event takes the sequence that was given up")
    func rolledBack() throws {
        try fixture.append(count: 1)
        struct GivenUp: Error {}
        #expect(throws: GivenUp.self) {
            try fixture.database.write { database in
                var tail = try fixture.log.tail(in: database)
                _ = try fixture.log.append(
                    NewEvent(type: "MarkGiven", payload: Data()), school: .none, actor: .none, traceID: .none,
                    tail: &tail, in: database)
                throw GivenUp()
            }
        }
        #expect(try fixture.append(count: 1).map(\.sequence) == [2])
    }

    @Test("events of one instant are recorded a microsecond apart")
    func oneInstant() throws {
        let now = fixture.clock.now
        #expect(try fixture.append(count: 3).map(\.recordedAt) == [now, now + 1, now + 2])
    }

    @Test("an event recorded at the instant the feed was prepared is a microsecond later")
    func afterPreparation() throws {
        fixture.clock.advance(by: -1_000)
        #expect(try fixture.append(count: 1).map(\.recordedAt) == [fixture.clock.now + 1])
    }

    @Test("with the clock set back, an event is recorded one microsecond after the last")
    func clockSetBack() throws {
        let now = fixture.clock.now
        try fixture.append(count: 1)
        fixture.clock.set(now - 3_600_000_000)
        #expect(try fixture.append(count: 1).map(\.recordedAt) == [now + 1])
    }

    @Test("with the clock ahead of everything promised, an event bears the clock's time")
    func clockAhead() throws {
        try fixture.append(count: 1)
        fixture.clock.advance(by: 5_000)
        #expect(try fixture.append(count: 1).map(\.recordedAt) == [fixture.clock.now])
    }

    @Test("whatever is recorded after a heartbeat is later than it, even with the clock set back")
    func heartbeatPromise() throws {
        try fixture.append(count: 1)
        fixture.clock.advance(by: 10_000)
        let promised = fixture.clock.now
        try fixture.database.write { try fixture.log.beat(in: $0) }
        #expect(try fixture.database.read { try fixture.log.head(in: $0).completeUntil } == promised)
        fixture.clock.set(promised - 1_000_000)
        #expect(try fixture.append(count: 1).map(\.recordedAt) == [promised + 1])
    }

    @Test("a heartbeat with the clock set back takes nothing back of what was promised")
    func heartbeatNeverFalls() throws {
        try fixture.append(count: 2)
        let promised = try fixture.database.read { try fixture.log.head(in: $0).completeUntil }
        fixture.clock.set(promised - 1_000_000)
        try fixture.database.write { try fixture.log.beat(in: $0) }
        #expect(try fixture.database.read { try fixture.log.head(in: $0).completeUntil } == promised)
    }

    @Test("a payload of 262144 bytes is recorded, one of 262145 is refused and nothing is written")
    func payloadEdge() throws {
        try fixture.append([Data(count: NewEvent.maximumPayload)])
        let tooLong = NewEvent.maximumPayload + 1
        #expect(throws: EventLogError.payloadTooLarge(type: "MarkGiven", bytes: tooLong)) {
            try fixture.append([Data(count: tooLong)])
        }
        #expect(try fixture.database.read { try fixture.log.head(in: $0).position.sequence } == 1)
    }

    @Test("a store that holds one feed is not prepared for another")
    func otherFeed() throws {
        let name = try #require(FeedName("journal.other"))
        let other = EventLog(feed: name, erasableTypes: [], now: fixture.clock.reading)
        #expect(throws: EventLogError.otherFeed(stored: "journal.test", configured: "journal.other")) {
            try fixture.database.write { try other.prepare(in: $0) }
        }
    }

    @Test("preparing again keeps the epoch, renewing changes it")
    func epoch() throws {
        try fixture.database.write { database in
            let first = try fixture.log.epoch(in: database)
            try fixture.log.prepare(in: database)
            #expect(try fixture.log.epoch(in: database) == first)
            let renewed = try fixture.log.renewEpoch(in: database)
            #expect(renewed != first)
            #expect(try fixture.log.epoch(in: database) == renewed)
        }
    }
}
