/// What is known of one transaction from the commands that were sent and the replies that came: enough to tell what is
/// safe to send again from what is not.
struct SMTPConversation: Sendable {
    private(set) var phase = SMTPPhase.session
    /// The reply to the newest command, once it is whole.
    private(set) var reply: SMTPReply?
    private var handed = 0
    private let size: Int

    /// - Parameter size: bytes of the body.
    init(size: Int) {
        self.size = size
    }

    /// A command left for the server.
    mutating func sent(_ command: some Collection<UInt8>) {
        guard phase < .body, let next = Self.phase(of: command) else { return }
        phase = next
        reply = nil
    }

    /// A line of a reply came; all but a reply's last have a hyphen after the code (RFC 5321, 4.2.1).
    mutating func received(_ line: some Collection<UInt8>) {
        // A refusal stands until the next command of the mail: what comes after it answers QUIT.
        guard phase != .finished, !isRefused, let code = Self.code(line) else { return }
        reply = SMTPReply(code: code, phase: phase, subject: Self.subject(line))
        if phase == .data, code == 354 {
            phase = .body
            reply = nil
            handOver(0)
        } else if phase == .handedOver {
            phase = .finished
        }
    }

    /// The newest command was refused.
    private var isRefused: Bool { reply.map { $0.isTransient || $0.isPermanent } ?? false }

    /// Where the transaction stands as far as waiting goes: what was refused only waits for the goodbye. During the
    /// session another way to log in may follow.
    var waitingPhase: SMTPPhase { isRefused && phase != .session ? .finished : phase }

    /// So many more bytes of the body were handed to the connection.
    mutating func handOver(_ count: Int) {
        handed += count
        if phase == .body, handed >= size { phase = .handedOver }
    }

    /// How it ended, judged by how far it had come.
    /// - Parameter trouble: what went wrong beside the replies; nil where nothing did.
    func outcome(_ trouble: SMTPObstacle.Reason?) -> SMTPOutcome {
        guard let reply else {
            let obstacle = SMTPObstacle(reason: trouble ?? .connection, phase: phase)
            return phase == .handedOver ? .ambiguous(obstacle) : .retry(obstacle)
        }
        if phase == .finished, (200...299).contains(reply.code) { return .accepted(reply) }
        if reply.isVerdict { return .failed(reply) }
        // Otherwise it is refused to us, not to this mail: the server or our settings may be mended.
        if reply.isPermanent || reply.isTransient {
            return .retry(SMTPObstacle(reason: .refused, phase: reply.phase, code: reply.code))
        }
        return .retry(SMTPObstacle(reason: trouble ?? .connection, phase: phase))
    }

    /// Of `550 5.7.1 text` the 7.
    private static func subject(_ line: some Collection<UInt8>) -> Int? {
        let parts = line.dropFirst(4).prefix {
            $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n")
        }
        .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .map { Int(String(decoding: $0, as: UTF8.self)) }
        guard parts.count == 3, let status = parts[0], [2, 4, 5].contains(status), parts[2] != nil else { return nil }
        return parts[1]
    }

    private static func phase(of command: some Collection<UInt8>) -> SMTPPhase? {
        let words: [(String, SMTPPhase)] = [("MAIL FROM", .sender), ("RCPT TO", .recipient), ("DATA", .data)]
        return words.first { command.starts(with: $0.0.utf8) }?.1
    }

    /// The code of a reply's last line; nil for any other.
    private static func code(_ line: some Collection<UInt8>) -> Int? {
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            line.dropFirst(3).first != UInt8(ascii: "-")
        else { return nil }
        let code = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return (200...599).contains(code) ? code : nil
    }
}
