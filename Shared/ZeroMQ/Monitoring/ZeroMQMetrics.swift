import Metrics

/// The counters of one context. Names and dimensions are part of what operators rely on.
struct ZeroMQMetrics: Sendable {
    let connectionsAccepted: Counter
    let connectionsEstablished: Counter
    let connectionsLost: Counter
    let acceptFailures: Counter
    let connectRetries: Counter
    let handshakesSucceeded: Counter
    let keysAllowed: Counter
    let messagesReceived: Counter
    let messagesSent: Counter
    let sendsUnreachable: Counter
    let sendsWouldBlock: Counter
    let dropsTooManyParts: Counter
    let dropsTooLarge: Counter
    let jobsOverBudget: Counter

    private let handshakesFailed: [HandshakeFailure.Kind: Counter]
    private let keysRefused: [ZAPRefusal: Counter]

    init(factory: (any MetricsFactory)?) {
        let factory = factory ?? MetricsSystem.factory
        func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Counter {
            Counter(label: "zeromq_\(label)_total", dimensions: dimensions, factory: factory)
        }
        connectionsAccepted = counter("connections_accepted")
        connectionsEstablished = counter("connections_established")
        connectionsLost = counter("connections_lost")
        acceptFailures = counter("accept_failures")
        connectRetries = counter("connect_retries")
        handshakesSucceeded = counter("handshakes_succeeded")
        keysAllowed = counter("zap_allowed")
        messagesReceived = counter("messages_received")
        messagesSent = counter("messages_sent")
        sendsUnreachable = counter("messages_not_sent", [("reason", "unreachable")])
        sendsWouldBlock = counter("messages_not_sent", [("reason", "would_block")])
        dropsTooManyParts = counter("messages_dropped", [("reason", "too_many_parts")])
        dropsTooLarge = counter("messages_dropped", [("reason", "too_large")])
        jobsOverBudget = counter("reactor_jobs_over_budget")
        handshakesFailed = .init(
            uniqueKeysWithValues: HandshakeFailure.Kind.allCases.map {
                ($0, counter("handshakes_failed", [("reason", $0.rawValue)]))
            })
        keysRefused = .init(
            uniqueKeysWithValues: ZAPRefusal.allCases.map { ($0, counter("zap_refused", [("reason", $0.rawValue)])) })
    }

    func count(_ refusal: ZAPRefusal) {
        keysRefused[refusal]?.increment()
    }

    func count(_ event: ConnectionEvent) {
        switch event {
        case .accepted: connectionsAccepted.increment()
        case .connected: connectionsEstablished.increment()
        case .disconnected: connectionsLost.increment()
        case .acceptFailed: acceptFailures.increment()
        case .handshakeSucceeded: handshakesSucceeded.increment()
        case .retrying: connectRetries.increment()
        case .handshakeFailed(let failure): handshakesFailed[failure.kind]?.increment()
        }
    }
}
