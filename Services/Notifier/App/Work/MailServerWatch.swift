import Logging
import Metrics
import SMTP
import ServiceKit

/// Tells an operator when it is the settings that keep mails from going out: each of them waits and is tried again, so
/// nothing else would show it.
struct MailServerWatch: Sendable {
    /// The name under which health tells of it.
    static let check = "mail server"

    let health: Health
    let logger: Logger

    func note(_ outcome: SMTPOutcome) {
        switch outcome {
        // It speaks with us, whatever it says of a recipient.
        case .accepted, .failed: health.remove(Self.check)
        case .retry(let obstacle) where obstacle.isOurs: warn(obstacle)
        case .retry, .ambiguous: break
        }
    }

    private func warn(_ obstacle: SMTPObstacle) {
        Counter(
            label: "zvonok_mail_server_refusals",
            dimensions: [
                ("reason", obstacle.reason.rawValue), ("phase", obstacle.phase.rawValue),
                ("code", obstacle.code.map { "\($0)" } ?? ""),
            ]
        ).increment()
        let state = HealthState.degraded("no mail goes out until settings are mended: \(obstacle)")
        guard health.set(state, for: Self.check) else { return }
        logger.warning(
            "the mail server refuses us, not a recipient; mails are kept and tried again",
            metadata: ["mail.obstacle": "\(obstacle)"])
    }
}
