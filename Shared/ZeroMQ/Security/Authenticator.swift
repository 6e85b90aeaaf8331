import CZeroMQ
import Logging
import Metrics

/// The ZAP handler of a context: a ROUTER on the reactor that libzmq asks at every CURVE handshake.
///
/// It never throws and never waits: every handshake of the context stands still until it has answered.
final class Authenticator {
    static let endpoint = "inproc://zeromq.zap.01"
    /// libzmq's question has 8 parts; with fewer allowed, a malformed one would be dropped and not answered.
    private static let maxParts = 64
    /// Refusals in the log, so that a flood of them cannot fill a disk. The counters see all.
    private static let loggedRefusalsPerMinute = 60

    private let socket: RouterSocket
    private let policy: ZAPPolicy
    private let metrics: ZeroMQMetrics
    private let logger: Logger
    private var logBudget = LogBudget(perMinute: loggedRefusalsPerMinute)

    init(context: ZeroMQContext, policy: ZAPPolicy) throws(ZeroMQError) {
        var options = SocketOptions()
        options.maxParts = Self.maxParts
        self.policy = policy
        metrics = context.reactor.loop.metrics
        logger = context.reactor.loop.logger
        socket = try RouterSocket(context: context, options: options, server: nil)
        do throws(ZeroMQError) {
            _ = try socket.bind(Self.endpoint)
        } catch {
            socket.close()
            throw error
        }
        // The socket holds this handler, and the reactor the socket, until the shutdown.
        socket.onMessages { messages in
            for message in messages { self.answer(message) }
        }
    }

    private func answer(_ message: InboundMessage) {
        guard let peer = message.peer else { return }
        let key = decide(message.parts)
        // The connection may have gone meanwhile, or the context: nobody waits for this answer then.
        _ = try? socket.send(ZAPRequest.answer(to: message.parts, allowing: key), to: peer)
    }

    private func decide(_ parts: [[UInt8]]) -> CurvePublicKey? {
        var key: CurvePublicKey?
        do throws(ZAPRefusal) {
            let request = try ZAPRequest(parts, domain: policy.domain)
            key = request.key
            try request.decide(by: policy)
            metrics.keysAllowed.increment()
            return request.key
        } catch {
            metrics.count(error)
            log(error, key)
            return nil
        }
    }

    private static let keyCharactersShown = 8

    private func log(_ refusal: ZAPRefusal, _ key: CurvePublicKey?) {
        guard logBudget.take(at: czmq_monotonic_nanoseconds()) else { return }
        var metadata: Logger.Metadata = ["zap.reason": "\(refusal.rawValue)"]
        // Enough to tell it by, beside what `zvonok keys show` prints of a key on file.
        if let key { metadata["zap.public-key"] = "\(key.z85.prefix(Self.keyCharactersShown))…" }
        logger.notice("refused a connection", metadata: metadata)
    }
}

/// At most so many lines in each minute.
struct LogBudget {
    private static let minute: Int64 = 60_000_000_000

    private let perMinute: Int
    private var windowStart: Int64 = 0
    private var taken = 0

    init(perMinute: Int) {
        self.perMinute = perMinute
    }

    mutating func take(at now: Int64) -> Bool {
        if now - windowStart >= Self.minute {
            windowStart = now
            taken = 0
        }
        guard taken < perMinute else { return false }
        taken += 1
        return true
    }
}
