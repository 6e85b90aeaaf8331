/// What became of a mail that was handed to a server.
public enum SMTPOutcome: Hashable, Sendable {
    /// The server answers for it from now on.
    case accepted(SMTPReply)
    /// The server has not taken it on; another time it may.
    case retry(SMTPObstacle)
    /// The server refuses this mail or its recipient for good.
    case failed(SMTPReply)
    /// It was handed over whole and no reply came: it may or may not be on its way. Sent again, it may come twice.
    case ambiguous(SMTPObstacle)
}

/// A reply of the server (RFC 5321, 4.2), without its text, which may repeat addresses.
public struct SMTPReply: Hashable, Sendable, CustomStringConvertible {
    /// 200 to 599.
    public let code: Int
    /// What it answered.
    public let phase: SMTPPhase
    /// The subject of its enhanced status code (RFC 3463), such as 7 of 5.7.1; nil where it gave none.
    let subject: Int?

    public init(code: Int, phase: SMTPPhase) { self.init(code: code, phase: phase, subject: nil) }

    init(code: Int, phase: SMTPPhase, subject: Int?) {
        self.code = code
        self.phase = phase
        self.subject = subject
    }

    var isTransient: Bool { (400...499).contains(code) }
    var isPermanent: Bool { (500...599).contains(code) }

    public var description: String { "\(code) at \(phase.rawValue)" }
}

/// Why a mail was not accepted.
public struct SMTPObstacle: Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        /// The server said so.
        case refused
        /// No connection, or it broke.
        case connection
        /// It took too long.
        case timeout
        /// The connection could not be made secret: no STARTTLS, or a certificate that is not trusted.
        case tls
        /// We stopped it.
        case cancelled
        /// The settings cannot be used as they are.
        case settings
    }

    public let reason: Reason
    public let phase: SMTPPhase
    /// The last reply's code, where the server said no.
    public let code: Int?

    public init(reason: Reason, phase: SMTPPhase, code: Int? = nil) {
        self.reason = reason
        self.phase = phase
        self.code = code
    }

    /// It stands in the way of every mail until somebody mends settings, here or at the server: what was refused for good
    /// without a word about the recipient, no secret connection, or no connection to be made at all.
    public var isOurs: Bool {
        switch reason {
        case .refused: code.map { $0 >= 500 } ?? false
        case .tls, .settings: true
        case .connection, .timeout, .cancelled: false
        }
    }

    public var description: String { "\(reason.rawValue) at \(phase.rawValue)" + (code.map { ", \($0)" } ?? "") }
}

/// How far a transaction has come.
public enum SMTPPhase: String, CaseIterable, Hashable, Sendable, Comparable {
    /// Connection, greeting, EHLO, TLS, AUTH.
    case session
    /// MAIL FROM.
    case sender
    /// RCPT TO.
    case recipient
    /// DATA.
    case data
    /// The server asked for the body (354).
    case body
    /// All of the body was handed over.
    case handedOver = "handed-over"
    /// The server has answered the whole.
    case finished

    public static func < (left: SMTPPhase, right: SMTPPhase) -> Bool { left.number < right.number }

    private var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
