import CZeroMQ

/// A CURVE public key: 32 bytes, shown as 40 characters of Z85 (ZeroMQ RFC 32). Not a secret.
public struct CurvePublicKey: Sendable, Hashable, CustomStringConvertible {
    public let z85: String
    let bytes: [UInt8]

    /// - Throws: ``ZeroMQError/Code/invalidKey`` unless `z85` is 40 characters of Z85 for 32 bytes.
    public init(z85: String) throws(ZeroMQError) {
        bytes = try Z85.decodeKey(z85)
        self.z85 = z85
    }

    /// - Throws: ``ZeroMQError/Code/invalidKey`` unless there are 32 bytes.
    public init(bytes: [UInt8]) throws(ZeroMQError) {
        z85 = try Z85.encodeKey(bytes)
        self.bytes = bytes
    }

    public var description: String { z85 }
}

/// A CURVE secret key. Nothing that prints it shows it.
public struct CurveSecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    /// - Throws: ``ZeroMQError/Code/invalidKey``, without the text, unless `z85` is 40 characters of Z85 for 32 bytes.
    public init(z85: String) throws(ZeroMQError) {
        bytes = try Z85.decodeKey(z85)
    }

    public var description: String { "CurveSecretKey(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// A party's two keys.
public struct CurveKeyPair: Sendable {
    public let publicKey: CurvePublicKey
    public let secretKey: CurveSecretKey

    /// The pair of a secret key; the public key follows from it.
    public init(secretKey: CurveSecretKey) throws(ZeroMQError) {
        var publicText = [CChar](repeating: 0, count: Z85.textLength + 1)
        let status = zmq_curve_public(&publicText, try Z85.encodeKey(secretKey.bytes))
        guard status == 0 else { throw ZeroMQError(errno: zmq_errno(), "derive the public key") }
        self.secretKey = secretKey
        publicKey = try CurvePublicKey(z85: Z85.string(publicText))
    }

    /// A new random pair.
    public static func make() throws(ZeroMQError) -> CurveKeyPair {
        var publicText = [CChar](repeating: 0, count: Z85.textLength + 1)
        var secretText = [CChar](repeating: 0, count: Z85.textLength + 1)
        guard zmq_curve_keypair(&publicText, &secretText) == 0 else {
            throw ZeroMQError(errno: zmq_errno(), "make a key pair")
        }
        return try CurveKeyPair(secretKey: CurveSecretKey(z85: Z85.string(secretText)))
    }
}
