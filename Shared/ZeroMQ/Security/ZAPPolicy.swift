import Synchronization

/// Which public keys a context's CURVE servers let in. Nobody, until told otherwise.
///
/// It is asked at each handshake: a key taken out keeps the connections it has, so its requests are looked up as well.
public final class ZAPPolicy: Sendable {
    /// The domain it decides for; requests for another are refused.
    public let domain: String
    private let allowed: Mutex<Set<CurvePublicKey>>

    public init(domain: String = CurveServer.defaultDomain, allowed: Set<CurvePublicKey> = []) {
        self.domain = domain
        self.allowed = Mutex(allowed)
    }

    /// Holds from the next handshake on. From any thread.
    public func replace(allowed keys: Set<CurvePublicKey>) {
        // The old set is released outside of the lock.
        let old = allowed.withLock { current in
            let old = current
            current = keys
            return old
        }
        _ = old
    }

    public func isAllowed(_ key: CurvePublicKey) -> Bool {
        allowed.withLock { $0.contains(key) }
    }
}
