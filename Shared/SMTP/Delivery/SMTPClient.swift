import Foundation

/// Hands mails to a server, one recipient and one connection a transaction.
///
/// libcurl blocks, so each transaction has a thread of its own: whoever calls bounds how many there are.
public struct SMTPClient: Sendable {
    public let server: SMTPServer

    public init(server: SMTPServer) {
        self.server = server
    }

    /// Sends one message. Cancelling gives it up within a second or two and says truthfully how far it had come.
    /// - Parameter message: whole lines, the last one ended too; sent unchanged on every attempt.
    public func send(_ message: Data, from sender: MailAddress, to recipient: MailAddress) async -> SMTPOutcome {
        guard !server.wouldExposePassword else {
            return .retry(SMTPObstacle(reason: .settings, phase: .session))
        }
        let transaction = SMTPTransaction(server: server, sender: sender, recipient: recipient, message: message)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: transaction.perform()) }
            }
        } onCancel: {
            transaction.cancel()
        }
    }
}
