import Foundation
import Logging
import SMTP
import ServiceKit
import Testing

@testable import Notifier

@Suite("Whether the mail server takes us")
struct MailServerWatchTests {
    private static func states(_ outcomes: SMTPOutcome...) -> [HealthState?] {
        let health = Health()
        let watch = MailServerWatch(health: health, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return outcomes.map { outcome in
            watch.note(outcome)
            return health.state(of: MailServerWatch.check)
        }
    }

    @Test("is said in health, from a refusal that no recipient is the cause of until it speaks with us again")
    func refused() {
        let refusal = SMTPOutcome.retry(.init(reason: .refused, phase: .sender, code: 530))
        let later = SMTPOutcome.retry(.init(reason: .refused, phase: .recipient, code: 451))
        let said = HealthState.degraded("no mail goes out until settings are mended: refused at sender, 530")
        #expect(
            Self.states(later, refusal, later, .accepted(.init(code: 250, phase: .handedOver))) == [
                nil, said, said, nil,
            ])
        #expect(Self.states(refusal, .failed(.init(code: 550, phase: .recipient))) == [said, nil])
    }

    @Test("is not doubted for what passes by itself, or may have worked")
    func passing() {
        #expect(
            Self.states(
                .retry(.init(reason: .connection, phase: .session)),
                .ambiguous(.init(reason: .timeout, phase: .handedOver)))
                == [nil, nil])
    }
}
