import Foundation
import Logging
import SMTP

/// Where mails go.
protocol MailTransport: Sendable {
    func deliver(_ mail: ClaimedMail) async -> DeliveryOutcome
}

/// To a server.
struct ServerTransport: MailTransport {
    let client: SMTPClient
    let sender: MailAddress
    let watch: MailServerWatch
    let logger: Logger

    func deliver(_ mail: ClaimedMail) async -> DeliveryOutcome {
        guard let recipient = MailAddress(mail.address) else { return .failed(code: nil) }
        let outcome = await client.send(mail.content, from: sender, to: recipient)
        watch.note(outcome)
        logger.log(
            level: outcome.isTaken ? .debug : .warning, "a mail was handed to the server",
            metadata: ["mail.id": "\(mail.id)", "mail.outcome": "\(outcome.words)"])
        return DeliveryOutcome(outcome)
    }
}

/// To files in a folder.
struct FolderTransport: MailTransport {
    let folder: MailFolder
    let logger: Logger

    /// Syncing blocks, so it has a thread of its own.
    func deliver(_ mail: ClaimedMail) async -> DeliveryOutcome {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: write(mail)) }
        }
    }

    private func write(_ mail: ClaimedMail) -> DeliveryOutcome {
        do {
            try folder.write(mail.content, id: mail.id)
            return .accepted
        } catch {
            logger.error(
                "a mail could not be written to the folder",
                metadata: ["mail.id": "\(mail.id)", "error": "\(error)"])
            return .retry(code: nil)
        }
    }
}

extension DeliveryOutcome {
    fileprivate init(_ outcome: SMTPOutcome) {
        self =
            switch outcome {
            case .accepted: .accepted
            case .retry(let obstacle): .retry(code: obstacle.code)
            case .failed(let reply): .failed(code: reply.code)
            case .ambiguous: .ambiguous
            }
    }
}

extension SMTPOutcome {
    fileprivate var isTaken: Bool {
        if case .accepted = self { true } else { false }
    }

    fileprivate var words: String {
        switch self {
        case .accepted(let reply): "accepted: \(reply)"
        case .retry(let obstacle): "retry: \(obstacle)"
        case .failed(let reply): "failed: \(reply)"
        case .ambiguous(let obstacle): "ambiguous: \(obstacle)"
        }
    }
}
