import CCurl
import Foundation
import Synchronization

/// One mail to one recipient over one connection of libcurl's.
///
/// `@unchecked Sendable`: one thread performs it, and its callbacks run on that thread; from others only the atomic flag
/// is touched.
final class SMTPTransaction: @unchecked Sendable {
    private let server: SMTPServer
    private let sender: MailAddress
    private let recipient: MailAddress
    private let message: Data
    private let isCancelled = Atomic(false)

    private var conversation: SMTPConversation
    private var watch: SMTPWatch
    private var position = 0
    private var gaveUp: SMTPObstacle.Reason?

    init(server: SMTPServer, sender: MailAddress, recipient: MailAddress, message: Data) {
        self.server = server
        self.sender = sender
        self.recipient = recipient
        self.message = message.endingWithLineBreak
        conversation = SMTPConversation(size: self.message.count)
        watch = SMTPWatch(limits: server.limits, now: .now)
    }

    /// From any thread.
    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// Blocks until the transaction is over.
    func perform() -> SMTPOutcome {
        guard Self.isPrepared, let handle = curl_easy_init() else { return conversation.outcome(.settings) }
        defer { curl_easy_cleanup(handle) }
        guard let recipients = curl_slist_append(nil, "<\(recipient)>") else {
            return conversation.outcome(.settings)
        }
        defer { curl_slist_free_all(recipients) }
        guard configure(handle, recipients) else { return conversation.outcome(.settings) }
        // Before the conversation is looked at: the callbacks change it meanwhile.
        let code = curl_easy_perform(handle)
        return conversation.outcome(trouble(code))
    }

    /// Once a process.
    private static let isPrepared = ccurl_prepare() == CURLE_OK

    private func trouble(_ code: CURLcode) -> SMTPObstacle.Reason? {
        switch code {
        case CURLE_OK: nil
        case CURLE_ABORTED_BY_CALLBACK: gaveUp ?? .cancelled
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            .tls
        case CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION, CURLE_URL_MALFORMAT, CURLE_OUT_OF_MEMORY: .settings
        default: .connection
        }
    }
}

// MARK: - What libcurl is told

extension SMTPTransaction {
    private func configure(_ handle: UnsafeMutableRawPointer, _ recipients: UnsafeMutablePointer<curl_slist>) -> Bool {
        let texts: [(CURLoption, String?)] = [
            (CURLOPT_URL, server.url), (CURLOPT_PROTOCOLS_STR, "smtp,smtps"), (CURLOPT_NOPROXY, "*"),
            (CURLOPT_MAIL_FROM, "<\(sender)>"), (CURLOPT_CAINFO, server.authorities),
            (CURLOPT_USERNAME, server.credentials?.user), (CURLOPT_PASSWORD, server.credentials?.password),
        ]
        let security = server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        let numbers: [(CURLoption, Int)] = [
            // Without it a timed-out look-up of the name ends the process by SIGALRM.
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_UPLOAD, 1), (CURLOPT_USE_SSL, Int(security.rawValue)),
            (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            // A connection kept would say goodbye after our callbacks are gone.
            (CURLOPT_FORBID_REUSE, 1), (CURLOPT_NOPROGRESS, 0), (CURLOPT_VERBOSE, 1),
            (CURLOPT_CONNECTTIMEOUT_MS, server.limits.session.milliseconds),
            // Ours is the shorter one: it knows what is being waited for.
            (CURLOPT_SERVER_RESPONSE_TIMEOUT, longest.milliseconds / 1_000 + 2),
        ]
        let wasTold =
            texts.allSatisfy { $0.1 == nil || ccurl_set_text(handle, $0.0, $0.1) == CURLE_OK }
            && numbers.allSatisfy { ccurl_set_number(handle, $0.0, $0.1) == CURLE_OK }
            && ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK
            && ccurl_set_size(handle, curl_off_t(message.count)) == CURLE_OK
        return wasTold && listen(handle)
    }

    private var longest: Duration { max(server.limits.command, server.limits.finalReply) }

    /// The handle is cleaned up before this object can go, so it need not be kept alive by the callbacks.
    private func listen(_ handle: UnsafeMutableRawPointer) -> Bool {
        let context = Unmanaged.passUnretained(self).toOpaque()
        return [CURLOPT_READDATA, CURLOPT_DEBUGDATA, CURLOPT_XFERINFODATA].allSatisfy {
            ccurl_set_context(handle, $0, context) == CURLE_OK
        }
            && ccurl_set_reader(handle, readBody) == CURLE_OK && ccurl_set_debugger(handle, hear) == CURLE_OK
            && ccurl_set_progress(handle, lookAtTheTime) == CURLE_OK
    }
}

// MARK: - What libcurl says, on the transaction's thread

extension SMTPTransaction {
    fileprivate func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, message.count - position)
        message.copyBytes(to: buffer, from: message.startIndex + position..<message.startIndex + position + count)
        position += count
        conversation.handOver(count)
        return count
    }

    fileprivate func heard(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
        switch kind {
        case CURLINFO_HEADER_OUT: conversation.sent(bytes)
        case CURLINFO_HEADER_IN: conversation.received(bytes)
        default: break
        }
    }

    /// Whether to give up.
    fileprivate func isOver(moved: Int64) -> Bool {
        if isCancelled.load(ordering: .relaxed) {
            gaveUp = .cancelled
            return true
        }
        guard watch.isOverdue(conversation.waitingPhase, moved: moved, now: .now) else { return false }
        gaveUp = .timeout
        return true
    }
}

private func transaction(_ context: UnsafeMutableRawPointer) -> SMTPTransaction {
    Unmanaged<SMTPTransaction>.fromOpaque(context).takeUnretainedValue()
}

private func readBody(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context, let buffer else { return 0 }
    return transaction(context).fill(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}

private func hear(
    _ handle: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ text: UnsafeMutablePointer<CChar>?, _ size: Int,
    _ context: UnsafeMutableRawPointer?
) -> CInt {
    guard let context, let text else { return 0 }
    transaction(context).heard(kind, UnsafeRawBufferPointer(start: text, count: size))
    return 0
}

private func lookAtTheTime(
    _ context: UnsafeMutableRawPointer?, _ toReceive: curl_off_t, _ received: curl_off_t, _ toSend: curl_off_t,
    _ sent: curl_off_t
) -> CInt {
    guard let context else { return 0 }
    return transaction(context).isOver(moved: Int64(received) + Int64(sent)) ? 1 : 0
}

extension Duration {
    fileprivate var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(
            clamping: seconds.multipliedReportingOverflow(by: 1_000).partialValue + attoseconds / 1_000_000_000_000_000)
    }
}

extension Data {
    /// libcurl ends the body with a line break of its own only where it sees that one lacks, which it does not at some
    /// sizes of its buffer.
    fileprivate var endingWithLineBreak: Data {
        suffix(2).elementsEqual("\r\n".utf8) ? self : self + Data("\r\n".utf8)
    }
}
