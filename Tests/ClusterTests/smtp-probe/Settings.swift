import SMTP

/// What the command line says.
struct Settings {
    private let values: [String: String]

    init(_ arguments: some Sequence<String>) {
        let pairs = arguments.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
        values = Dictionary(pairs.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
    }

    var sender: MailAddress? { values["from"].flatMap(MailAddress.init) }
    var recipient: MailAddress? { values["to"].flatMap(MailAddress.init) }

    var server: SMTPServer? {
        guard let host = values["host"], let port = values["port"].flatMap({ Int($0) }),
            let security = values["security"].flatMap(SMTPServer.Security.init)
        else { return nil }
        return SMTPServer(
            host: host, port: port, security: security, credentials: credentials, authorities: values["authorities"],
            greeting: "probe.test", limits: limits)
    }

    private var credentials: SMTPServer.Credentials? {
        guard let user = values["user"], let password = values["password"] else { return nil }
        return SMTPServer.Credentials(user: user, password: password)
    }

    private var limits: SMTPLimits {
        let standard = SMTPLimits()
        return SMTPLimits(
            session: limit("session") ?? standard.session, command: limit("command") ?? standard.command,
            finalReply: limit("final-reply") ?? standard.finalReply, goodbye: limit("goodbye") ?? standard.goodbye)
    }

    private func limit(_ name: String) -> Duration? {
        values[name].flatMap { Int($0) }.map { .milliseconds($0) }
    }
}

extension SMTPOutcome {
    var line: String {
        switch self {
        case .accepted(let reply): "accepted: \(reply)"
        case .retry(let obstacle): "retry: \(obstacle)"
        case .failed(let reply): "failed: \(reply)"
        case .ambiguous(let obstacle): "ambiguous: \(obstacle)"
        }
    }
}
