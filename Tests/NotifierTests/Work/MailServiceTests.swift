import Foundation
import Logging
import ServiceKit
import Synchronization
import Testing

@testable import Notifier

@Suite("The worker that sends")
struct MailServiceTests {
    /// Takes everything on, and says so.
    private final class Taking: MailTransport {
        let taken: AsyncStream<ClaimedMail>
        private let continuation: AsyncStream<ClaimedMail>.Continuation
        private let counts = Mutex((now: 0, most: 0))

        init() { (taken, continuation) = AsyncStream.makeStream() }

        var most: Int { counts.withLock { $0.most } }

        func deliver(_ mail: ClaimedMail) async -> DeliveryOutcome {
            counts.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            await Task.yield()
            counts.withLock { $0.now -= 1 }
            continuation.yield(mail)
            return .accepted
        }
    }

    private static func service(
        _ post: TestPost, _ transport: any MailTransport, parallel: Int
    ) throws -> MailService<TestClock> {
        let (clock, logger) = (TestClock(standsStill: true), Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let points = try FaultPoints(dieAt: nil, declared: [Notifier.acceptancePoint], isSample: true)
        return MailService(
            desk: post.desk, transport: transport,
            gate: StartGate(statuses: { [] }, limit: .zero, clock: clock, logger: logger), parallel: parallel,
            work: WakeUp(), now: { Sample.noon + Sample.hour }, clock: clock, metrics: MailMetrics(), health: Health(),
            logger: logger,
            afterAcceptance: points.point(Notifier.acceptancePoint), onChange: {})
    }

    @Test(
        "sends one after the other without waiting for the clock, and no more at once than it may", arguments: [1, 3])
    func all(_ parallel: Int) async throws {
        let (post, transport, count) = (try TestPost(), Taking(), 12)
        for number in 1...UInt64(count) { try post.addGuardian(number, at: Sample.noon - 1_000) }
        try post.play(Sample.given(), at: Sample.noon)
        try await post.decide(until: Sample.noon + Sample.hour)
        let service = try Self.service(post, transport, parallel: parallel)
        var taken: Set<UUID> = []
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            for await mail in transport.taken {
                taken.insert(mail.id)
                if taken.count == count + 1 { break }
            }
            group.cancelAll()
        }
        #expect(taken.count == count + 1)
        #expect(transport.most <= parallel)
        #expect(try post.states() == Array(repeating: "accepted", count: count + 1))
    }
}
