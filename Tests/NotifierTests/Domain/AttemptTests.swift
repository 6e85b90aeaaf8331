import Testing

@testable import Notifier

@Suite("What an attempt makes of a mail")
struct AttemptTests {
    private static let schedule = RetrySchedule(first: 60, longest: 600)

    private static func result(
        _ outcome: DeliveryOutcome, attempts: Int = 1, ambiguous: Int = 0, expiresAt: Int64 = 10_000
    ) -> AttemptResult {
        AttemptResult(
            outcome, of: .init(attempts: attempts, ambiguous: ambiguous, expiresAt: expiresAt), schedule: schedule,
            now: 1_000)
    }

    @Test("each wait is twice as long as the one before, up to the longest")
    func waits() {
        #expect([0, 1, 2, 3, 4, 5, 100].map(Self.schedule.wait(after:)) == [60, 60, 120, 240, 480, 600, 600])
        #expect(RetrySchedule(first: .max / 2, longest: .max).wait(after: 64) == .max)
        #expect(RetrySchedule(first: 0, longest: -5).wait(after: 9) == 1)
    }

    @Test("taken on and refused for good are ends")
    func ends() {
        #expect(Self.result(.accepted) == .accepted)
        #expect(Self.result(.failed(code: 550)) == .failed(code: 550))
    }

    @Test("what was not taken on is tried again while it is news, then it has failed")
    func retry() {
        #expect(Self.result(.retry(code: 451)) == .retry(at: 1_060, code: 451))
        #expect(Self.result(.retry(code: nil), attempts: 3) == .retry(at: 1_240, code: nil))
        #expect(Self.result(.retry(code: 451), expiresAt: 1_060) == .retry(at: 1_060, code: 451))
        #expect(Self.result(.retry(code: 451), expiresAt: 1_059) == .failed(code: 451))
    }

    @Test("what may have arrived is sent again a few times only")
    func ambiguous() {
        #expect(Self.result(.ambiguous) == .ambiguous(at: 1_060))
        #expect(Self.result(.ambiguous, attempts: 3, ambiguous: 2) == .ambiguous(at: 1_240))
        #expect(Self.result(.ambiguous, attempts: 4, ambiguous: 3) == .failed(code: nil))
        #expect(Self.result(.ambiguous, expiresAt: 1_059) == .failed(code: nil))
    }

    @Test("the ends are final, and only they")
    func states() {
        #expect(Set(MailState.allCases.filter(\.isFinal)) == [.accepted, .failed, .suppressed])
    }
}
