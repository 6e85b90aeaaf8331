/// Why the ZAP handler said no.
public enum ZAPRefusal: String, Error, Sendable, Hashable, CaseIterable {
    /// Not a request of ZAP 1.0 (ZeroMQ RFC 27).
    case malformed
    /// Another ZAP version than 1.0.
    case version
    /// Another domain than the policy's.
    case domain
    /// Another mechanism than CURVE.
    case mechanism
    /// The key is not on the allow-list.
    case unknownKey = "unknown_key"
}

/// One question of libzmq to the ZAP handler (ZeroMQ RFC 27): may this key in?
struct ZAPRequest {
    /// Frames of a request: an empty one, version, request id, domain, address, identity, mechanism, key.
    private static let frames = 8
    private static let version = Array("1.0".utf8)

    let key: CurvePublicKey

    /// Fails closed: whatever is not exactly a CURVE question for `domain` is a refusal.
    init(_ parts: [[UInt8]], domain: String) throws(ZAPRefusal) {
        guard parts.count >= 2, parts[0].isEmpty else { throw .malformed }
        guard parts[1] == Self.version else { throw .version }
        guard parts.count >= 7 else { throw .malformed }
        guard parts[3] == Array(domain.utf8) else { throw .domain }
        guard parts[6] == Array("CURVE".utf8) else { throw .mechanism }
        guard parts.count == Self.frames, let key = try? CurvePublicKey(bytes: parts[7]) else { throw .malformed }
        self.key = key
    }

    func decide(by policy: ZAPPolicy) throws(ZAPRefusal) {
        guard policy.isAllowed(key) else { throw .unknownKey }
    }

    /// The answer that lets a key in, as User-Id, or refuses. Status 300 is never used: it can leave a client stuck.
    /// - Parameter parts: the question; its request id is echoed if it has one.
    static func answer(to parts: [[UInt8]], allowing key: CurvePublicKey?) -> [[UInt8]] {
        let requestID = parts.count > 2 ? parts[2] : []
        let status = key == nil ? "400" : "200"
        let text = key == nil ? "refused" : "OK"
        return [[], version, requestID, Array(status.utf8), Array(text.utf8), Array((key?.z85 ?? "").utf8), []]
    }
}
