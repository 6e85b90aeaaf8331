import Foundation
import GRDB
import Logging
import ServiceKit
import Synchronization
import Testing

@testable import Notifier

@Suite("While the store has no room", .timeLimit(.minutes(1)))
struct FullStoreTests {
    /// Takes everything on, and counts.
    private final class Counting: MailTransport {
        private let number = Mutex(0)
        var count: Int { number.withLock { $0 } }

        func deliver(_ mail: ClaimedMail) async -> DeliveryOutcome {
            number.withLock { $0 += 1 }
            return .accepted
        }
    }

    /// Refuses so many changes of a mail to a state, and notes what health said before each.
    private final class Fullness: Sendable {
        let health = Health()
        private let left: Mutex<Int>
        private let said = Mutex<[HealthState?]>([])

        init(times: Int) { left = Mutex(times) }

        var isOver: Bool { left.withLock { $0 == 0 } }
        var seen: [HealthState?] { said.withLock { $0 } }

        func install(in queue: DatabaseQueue, against state: MailState) throws {
            try queue.write { database in
                database.add(
                    function: DatabaseFunction("ask_for_room", argumentCount: 0) { _ in
                        try self.ask()
                        return nil
                    })
                try database.execute(
                    sql: """
                        CREATE TEMP TRIGGER full BEFORE UPDATE ON main.mail WHEN NEW.state = '\(state.rawValue)'
                        BEGIN SELECT ask_for_room(); END
                        """)
            }
        }

        private func ask() throws {
            said.withLock { $0.append(health.state(of: PatientStore<TestClock>.check)) }
            try left.withLock { left in
                guard left > 0 else { return }
                left -= 1
                throw DatabaseError(resultCode: .SQLITE_FULL)
            }
        }
    }

    /// Runs the worker until a mail's story has ended.
    private static func run(_ post: TestPost, _ transport: Counting, _ fullness: Fullness) async throws {
        let (clock, logger) = (TestClock(), Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let points = try FaultPoints(dieAt: nil, declared: [Notifier.acceptancePoint], isSample: true)
        let (ends, continuation) = AsyncStream<Void>.makeStream()
        let looks = Mutex(Int64(0))
        let service = MailService(
            desk: post.desk, transport: transport,
            gate: StartGate(statuses: { [] }, limit: .zero, clock: clock, logger: logger), parallel: 2,
            work: WakeUp(),
            now: {
                // Each look is a minute later, so that what is to be tried again comes to its turn.
                looks.withLock { looks in
                    looks += 1
                    return Sample.noon + Sample.hour + min(looks, 60) * Sample.minute
                }
            }, clock: clock, metrics: MailMetrics(), health: fullness.health, logger: logger,
            afterAcceptance: points.point(Notifier.acceptancePoint), onChange: { continuation.yield() })
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await service.run()
                continuation.finish()
            }
            for await _ in ends { break }
            group.cancelAll()
        }
    }

    private static func ready() async throws -> TestPost {
        let post = try TestPost()
        try post.play(Sample.given(), at: Sample.noon)
        try await post.decide(until: Sample.noon + Sample.hour)
        return post
    }

    @Test("what became of a mail is noted as soon as there is room, and it is handed over once")
    func outcome() async throws {
        let (post, transport, fullness) = (try await Self.ready(), Counting(), Fullness(times: 3))
        try fullness.install(in: post.queue, against: .accepted)
        try await Self.run(post, transport, fullness)
        #expect(fullness.isOver && transport.count == 1)
        #expect(try post.states() == ["accepted"] && post.feed() == ["MailAccepted"])
        let words = "what became of a mail is not noted: there is no room, or the store is busy"
        #expect(fullness.seen == [nil] + Array(repeating: .degraded(words), count: 3))
        #expect(fullness.health.state(of: PatientStore<TestClock>.check) == nil, "it is well again")
    }

    @Test("at a start, what was being sent is noted as soon as there is room, and nothing is taken before")
    func recovery() async throws {
        let (post, transport, fullness) = (try await Self.ready(), Counting(), Fullness(times: 3))
        #expect(try await post.claim(at: Sample.noon + Sample.hour).count == 1)
        try fullness.install(in: post.queue, against: .ambiguous)
        try await Self.run(post, transport, fullness)
        #expect(fullness.isOver && transport.count == 1)
        #expect(try post.states() == ["accepted"] && post.feed() == ["MailAccepted"])
    }

    @Test("asked to end meanwhile, it ends after one more try and leaves the mail marked as being sent")
    func ended() async throws {
        let health = Health()
        let store = PatientStore(
            clock: TestClock(standsStill: true), health: health, metrics: MailMetrics(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (tries, continuation) = AsyncStream<Void>.makeStream()
        let count = Mutex(0)
        let working = Task {
            try await store.perform("nothing is noted") {
                count.withLock { $0 += 1 }
                continuation.yield()
                throw DatabaseError(resultCode: .SQLITE_FULL)
            }
        }
        for await _ in tries { break }
        working.cancel()
        await #expect(throws: DatabaseError.self) { try await working.value }
        #expect(count.withLock { $0 } <= 2)
    }
}
