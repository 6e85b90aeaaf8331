import Foundation
import Testing

@testable import Notifier

@Suite("Whether a mail is sent, at the moment of sending")
struct SendDecisionTests {
    private static let good = SendDecision.Circumstances(
        hasRight: true, isWanted: true, address: "mother@family.example", isCurrent: true, expiresAt: 1_000, attempts: 0
    )

    private static func decision(at now: Int64 = 1_000, _ change: (inout SendDecision.Circumstances) -> Void)
        -> SendDecision
    {
        var circumstances = good
        change(&circumstances)
        return SendDecision(circumstances, now: now)
    }

    @Test("it is sent while it is news, to the last microsecond")
    func sent() { #expect(Self.decision { _ in } == .send(to: "mother@family.example")) }

    @Test("it is not, each for its own reason")
    func suppressed() {
        #expect(Self.decision { $0.hasRight = false } == .suppress(.noRight))
        #expect(Self.decision { $0.isWanted = false } == .suppress(.unwanted))
        #expect(Self.decision { $0.isCurrent = false } == .suppress(.undone))
        #expect(Self.decision { $0.address = nil } == .suppress(.noAddress))
        #expect(Self.decision(at: 1_001) { _ in } == .suppress(.stale))
    }

    @Test("one that was tried before is given up when it is no news any more: it may have arrived")
    func givenUp() { #expect(Self.decision(at: 1_001) { $0.attempts = 1 } == .giveUp) }

    @Test("a right that ended comes before all other reasons but age")
    func order() {
        let none: (inout SendDecision.Circumstances) -> Void = {
            ($0.hasRight, $0.isWanted, $0.isCurrent, $0.address) = (false, false, false, nil)
        }
        #expect(Self.decision(none) == .suppress(.noRight))
        #expect(Self.decision(at: 1_001, none) == .suppress(.stale))
    }
}
