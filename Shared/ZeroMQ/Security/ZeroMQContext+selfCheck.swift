import Logging

extension ZeroMQContext {
    /// Connects to a CURVE server with a key made up for the occasion, and returns only if the server was seen refusing
    /// it. To be called before the process says it is ready: a server that lets an unknown key in is worse than none.
    ///
    /// - Parameters:
    ///   - endpoint: as returned by ``RouterSocket/bind(_:)``.
    ///   - timeout: real time to wait for the refusal.
    /// - Throws: ``ZeroMQError/Code/unknownKeyAccepted``; or ``ZeroMQError/Code/refusalNotSeen``, if the handshake
    ///   ended otherwise (another server key, no CURVE) or not in time (retriable).
    public func verifyRefusesUnknownKey(
        endpoint: String, serverKey: CurvePublicKey, timeout: Duration
    ) async throws(ZeroMQError) {
        let verdict = try await RefusalCheck(reactor).verdict(
            context: self, endpoint: endpoint, serverKey: serverKey, timeout: timeout)
        switch verdict {
        case .refused: reactor.loop.logger.info("a throw-away key was refused", metadata: ["endpoint": "\(endpoint)"])
        case .accepted: throw Self.failed(.unknownKeyAccepted, endpoint, "the server let an unknown key in")
        case .otherwise(let kind):
            throw Self.failed(.refusalNotSeen, endpoint, "the handshake failed otherwise: \(kind.rawValue)")
        case .timedOut: throw Self.failed(.refusalNotSeen, endpoint, "no answer within \(timeout)", isRetriable: true)
        case .closed: throw ZeroMQError.contextClosed("verify", on: endpoint)
        case .failed(let error): throw error
        }
    }

    private static func failed(
        _ code: ZeroMQError.Code, _ endpoint: String, _ reason: String, isRetriable: Bool = false
    ) -> ZeroMQError {
        ZeroMQError(
            code, "verify that an unknown key is refused", on: endpoint, reason: reason, isRetriable: isRetriable)
    }
}

private actor RefusalCheck {
    enum Verdict: Sendable {
        case refused, accepted, timedOut, closed
        case otherwise(HandshakeFailure.Kind)
        case failed(ZeroMQError)

        /// What an event decides, if it decides.
        init?(_ event: ConnectionEvent) {
            switch event {
            case .handshakeSucceeded: self = .accepted
            case .handshakeFailed(let failure): self = failure.kind == .refused ? .refused : .otherwise(failure.kind)
            case .accepted, .acceptFailed, .connected, .disconnected, .retrying: return nil
            }
        }
    }

    private let reactor: Reactor

    nonisolated var unownedExecutor: UnownedSerialExecutor { reactor.asUnownedSerialExecutor() }

    init(_ reactor: Reactor) {
        self.reactor = reactor
    }

    func verdict(
        context: ZeroMQContext, endpoint: String, serverKey: CurvePublicKey, timeout: Duration
    ) async throws(ZeroMQError) -> Verdict {
        let client = CurveClient(keys: try .make(), serverKey: serverKey)
        let dealer = try DealerSocket(context: context, client: client)
        return await withCheckedContinuation { continuation in
            let waiter = Waiter(continuation, dealer)
            dealer.onConnectionEvent { event in Verdict(event).map(waiter.finish) }
            dealer.onClose { waiter.finish(.closed) }
            waiter.timer = reactor.schedule(after: timeout) { waiter.finish(.timedOut) }
            do throws(ZeroMQError) {
                try dealer.connect(endpoint)
            } catch {
                waiter.finish(.failed(error))
            }
        }
    }

    /// Resumes once, then closes what it used.
    private final class Waiter {
        private var continuation: CheckedContinuation<Verdict, Never>?
        private let dealer: DealerSocket
        var timer: ReactorTimer?

        init(_ continuation: CheckedContinuation<Verdict, Never>, _ dealer: DealerSocket) {
            self.continuation = continuation
            self.dealer = dealer
        }

        func finish(_ verdict: Verdict) {
            guard let continuation else { return }
            self.continuation = nil
            timer?.cancel()
            dealer.close()
            continuation.resume(returning: verdict)
        }
    }
}
