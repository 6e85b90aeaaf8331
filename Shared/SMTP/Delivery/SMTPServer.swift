/// The server that takes our mail on, and how it is spoken to.
public struct SMTPServer: Hashable, Sendable {
    /// How the connection is made secret.
    public enum Security: String, CaseIterable, Hashable, Sendable {
        /// STARTTLS, or no mail (RFC 3207).
        case startTLS = "starttls"
        /// TLS from the first byte (RFC 8314).
        case implicitTLS = "implicit-tls"
        /// In the clear: for a relay on the same machine.
        case none = "none"
    }

    /// Who we are to the server (RFC 4954).
    public struct Credentials: Hashable, Sendable {
        public let user: String
        public let password: String

        public init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// A host's name or address, without brackets.
    public let host: String
    public let port: Int
    public let security: Security
    public let credentials: Credentials?
    /// The file with the certificates of the authorities that are trusted; nil: the system's.
    public let authorities: String?
    /// What we call ourselves in EHLO.
    public let greeting: String
    public let limits: SMTPLimits

    /// - Parameter credentials: never sent in the clear: with `security` none there is no session.
    public init(
        host: String, port: Int, security: Security = .startTLS, credentials: Credentials? = nil,
        authorities: String? = nil, greeting: String, limits: SMTPLimits = SMTPLimits()
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.authorities = authorities
        self.greeting = greeting
        self.limits = limits
    }

    /// Where libcurl connects; the path is the name in EHLO.
    var url: String {
        let scheme = security == .implicitTLS ? "smtps" : "smtp"
        let place = host.contains(":") ? "[\(host)]" : host
        return "\(scheme)://\(place):\(port)/\(greeting)"
    }

    /// A password is about to be sent in the clear.
    var wouldExposePassword: Bool { security == .none && credentials != nil }
}

/// How long each part of a transaction may take.
public struct SMTPLimits: Hashable, Sendable {
    /// Connection, greeting, TLS and AUTH together.
    public var session: Duration
    /// Each command up to the body's end without any progress (RFC 5321, 4.5.3.2: 5 minutes).
    public var command: Duration
    /// From the final dot to the reply (RFC 5321, 4.5.3.2.6: 10 minutes). A shorter one makes duplicates.
    public var finalReply: Duration
    /// For the server's goodbye, once the mail is accepted or refused.
    public var goodbye: Duration

    public init(
        session: Duration = .seconds(30), command: Duration = .seconds(300), finalReply: Duration = .seconds(600),
        goodbye: Duration = .seconds(5)
    ) {
        self.session = session
        self.command = command
        self.finalReply = finalReply
        self.goodbye = goodbye
    }
}
