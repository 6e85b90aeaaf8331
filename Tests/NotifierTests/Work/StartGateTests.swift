import Foundation
import Logging
import Synchronization
import Testing

@testable import EventFeed
@testable import Notifier

@Suite("After a start mails wait")
struct StartGateTests {
    private static let limit = Duration.seconds(600)
    private static let clockLook = StartGateTiming.look

    private static func status(
        _ state: SubscriptionStatus.State, _ cursor: Int64, of head: Int64, _ name: String = "journal.1"
    ) throws -> SubscriptionStatus {
        let feed = try #require(FeedName(name))
        return SubscriptionStatus(
            feed: feed, subscription: "notifier", state: state, since: 0,
            cursor: FeedPosition(sequence: cursor, hash: .origin(of: feed)), head: head)
    }

    /// How long was waited while the feeds stood like this, one look after the other, the last for good.
    private static func waited(_ looks: [[SubscriptionStatus]]) async throws -> Duration {
        let clock = TestClock()
        let number = Mutex(0)
        let gate = StartGate(
            statuses: {
                number.withLock { number in
                    defer { number += 1 }
                    return looks[min(number, looks.count - 1)]
                }
            }, limit: limit, clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await gate.wait()
        return clock.now.offset
    }

    @Test("not at all where everything is read")
    func read() async throws {
        #expect(try await Self.waited([[Self.status(.live, 7, of: 7)]]) == .zero)
        #expect(try await Self.waited([[Self.status(.live, 0, of: 0)]]) == .zero)
    }

    @Test("until each feed was read to the head seen first, not to what came since")
    func head() async throws {
        let looks = try [
            [Self.status(.catchingUp, 5, of: 10)], [Self.status(.catchingUp, 9, of: 20)],
            [Self.status(.catchingUp, 10, of: 20)],
        ]
        #expect(try await Self.waited(looks) == Self.clockLook * 2)
    }

    @Test("as long as it takes for a feed that is being read, also anew")
    func slow() async throws {
        let slow = try Array(repeating: [Self.status(.rebuilding, 10, of: 10)], count: 10_000)
        let waited = try await Self.waited(slow + [[Self.status(.live, 10, of: 10)]])
        #expect(waited == Self.clockLook * 10_000 && waited > Self.limit)
    }

    @Test(
        "to a limit for one whose owner is silent, or that an operator must mend",
        arguments: [SubscriptionStatus.State.connecting, .refused, .diverged, .poisoned])
    func silent(_ state: SubscriptionStatus.State) async throws {
        let looks = try [[Self.status(state, 3, of: 9), Self.status(.live, 1, of: 1, "diary.1")]]
        #expect(try await Self.waited(looks) == Self.limit)
    }

    @Test("no longer for one that was read and lost its owner since")
    func lost() async throws {
        let looks = try [
            [Self.status(.live, 9, of: 9), Self.status(.catchingUp, 1, of: 2, "diary.1")],
            [Self.status(.connecting, 9, of: 9), Self.status(.live, 2, of: 2, "diary.1")],
        ]
        #expect(try await Self.waited(looks) == Self.clockLook)
    }
}
