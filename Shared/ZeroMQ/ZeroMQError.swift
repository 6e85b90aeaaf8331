import CZeroMQ
import Glibc

/// What went wrong in this module: what was tried, on which endpoint or file, why, and whether trying again can help.
///
/// It never holds key material or message bytes.
public struct ZeroMQError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable, Hashable {
        /// libzmq or the system refused; `systemError` says why.
        case systemCall
        /// The context has been shut down.
        case contextClosed
        /// The socket has been closed.
        case socketClosed
        /// A CURVE server was asked for before the ZAP handler was bound: it would have let every key in.
        case authenticatorMissing
        /// The ZAP handler is bound already; a context has one.
        case authenticatorBound
        /// A network endpoint was given to a socket without CURVE keys.
        case plaintextRefused
        /// Not a CURVE key: wrong length, a character outside Z85, or not the canonical text.
        case invalidKey
        /// A key file is missing, not ours, open to others, or does not hold one key.
        case keyFile
        /// An argument outside its documented range.
        case invalidArgument
        /// A part larger than ``SocketOptions/maxMessageBytes``, or too many parts.
        case messageTooLarge
        /// A throw-away key was let in by a CURVE server.
        case unknownKeyAccepted
        /// The server could not be seen refusing the throw-away key.
        case refusalNotSeen
    }

    public let code: Code
    /// What was tried, as a verb: «bind», «connect», «read key file».
    public let operation: String
    /// The endpoint or path it was tried on, if there is one.
    public let subject: String?
    /// The errno value, if the system gave one.
    public let systemError: Int32?
    /// Why, in words.
    public let reason: String
    /// Whether the same call may succeed later without anybody changing something.
    public let isRetriable: Bool

    public var description: String {
        let place = subject.map { " \($0)" } ?? ""
        let number = systemError.map { " (errno \($0))" } ?? ""
        return "\(operation)\(place): \(reason)\(number); \(isRetriable ? "may be retried" : "not retriable")"
    }

    init(_ code: Code, _ operation: String, on subject: String? = nil, reason: String, isRetriable: Bool = false) {
        self.code = code
        self.operation = operation
        self.subject = subject
        self.systemError = nil
        self.reason = reason
        self.isRetriable = isRetriable
    }

    /// An errno value, from libzmq or the system. Take it on the line after the call, before any `await`.
    init(errno number: Int32, _ operation: String, on subject: String? = nil, code: Code = .systemCall) {
        self.code = number == czmq_error_context_terminated ? .contextClosed : code
        self.operation = operation
        self.subject = subject
        self.systemError = number
        self.reason = String(cString: zmq_strerror(number))
        self.isRetriable = Self.retriable.contains(number)
    }

    static func contextClosed(_ operation: String, on subject: String? = nil) -> Self {
        Self(.contextClosed, operation, on: subject, reason: "the context has been shut down")
    }

    static func socketClosed(_ operation: String, on subject: String? = nil) -> Self {
        Self(.socketClosed, operation, on: subject, reason: "the socket is closed")
    }

    /// What passes by itself: a port still in use, a full table, a network that is down.
    private static let retriable: Set<Int32> = [
        EAGAIN, EINTR, EADDRINUSE, EADDRNOTAVAIL, EMFILE, ENFILE, ENOBUFS, ENOMEM, EHOSTUNREACH, ENETDOWN,
        ENETUNREACH, ECONNREFUSED, ECONNRESET, ETIMEDOUT,
    ]
}
