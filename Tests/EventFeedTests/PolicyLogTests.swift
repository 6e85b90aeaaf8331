import Foundation
import GRDB
import School
import Synchronization
import Testing

@testable import EventFeed

@Suite("What a policy appends to the own feed")
struct PolicyLogTests {
    private let fixture: LogFixture
    private let policy: PolicyLog
    private let circumstances = PolicyLog.Circumstances(
        school: LogFixture.school, actor: LogFixture.actor, traceID: LogFixture.trace)

    init() throws {
        fixture = try LogFixture()
        policy = PolicyLog(fixture.log)
    }

    private func append(_ id: UUID?, type: String = "AlertRaised") throws -> FeedEvent? {
        try fixture.database.write { database in
            try policy.append(
                NewEvent(type: type, payload: Data([1]), id: id), circumstances, in: database)
        }
    }

    private func wakes() async -> Int {
        let count = Mutex(0)
        await policy.wakeReaders { count.withLock { $0 += 1 } }
        return count.withLock { $0 }
    }

    @Test("It stands at the end of the log with the cause's school, actor and trace")
    func appends() throws {
        try fixture.append(count: 2)
        let id = UUID()
        let event = try #require(try append(id))
        #expect(event.sequence == 3 && event.id == id && event.type == "AlertRaised")
        #expect(event.school == LogFixture.school && event.actor == LogFixture.actor)
        #expect(event.traceID == LogFixture.trace)
        let head = try fixture.database.read { try fixture.log.head(in: $0) }
        #expect(head.position.sequence == 3 && head.completeUntil == event.recordedAt)
    }

    @Test("The same cause appends once, whatever it says the second time")
    func once() throws {
        let id = UUID()
        #expect(try append(id) != nil)
        #expect(try append(id) == nil)
        #expect(try append(id, type: "AlertClosed") == nil)
        #expect(try fixture.database.read { try fixture.log.head(in: $0) }.position.sequence == 1)
    }

    @Test("Without an id nothing is appended")
    func missingID() throws {
        #expect(throws: EventLogError.missingID(type: "AlertRaised")) { _ = try append(nil) }
        #expect(try fixture.database.read { try fixture.log.head(in: $0) }.position.sequence == 0)
    }

    @Test("Readers are woken once for what was appended, and not for what was there already")
    func wake() async throws {
        #expect(await wakes() == 0)
        let id = UUID()
        _ = try append(id)
        #expect(await wakes() == 1)
        #expect(await wakes() == 0)
        _ = try append(id)
        #expect(await wakes() == 0)
    }
}
