import Crypto
import CryptoExtras
import Foundation

/// A password as it is kept: the PHC string of scrypt (RFC 7914), `$scrypt$ln=15,r=8,p=1$salt$hash`.
public struct PasswordHash: Hashable, Sendable {
    /// What work it takes: N = 2^ln, block size r, parallelism p. The present measure takes 32 MiB and some 90 ms.
    struct Cost: Hashable, Sendable {
        let logarithm: Int
        let blockSize: Int
        let parallelism: Int

        static let present = Cost(logarithm: 15, blockSize: 8, parallelism: 1)

        /// How much work it is: in proportion to its time.
        var work: Int { blockSize * parallelism << logarithm }

        /// What a stored string may ask of this machine at most.
        var isBearable: Bool {
            (10...18).contains(logarithm) && (1...16).contains(blockSize) && (1...4).contains(parallelism)
        }
    }

    /// Random bytes of a salt, and bytes of the derived key.
    static let saltBytes = 16
    static let hashBytes = 32

    let cost: Cost
    let salt: [UInt8]
    let hash: [UInt8]

    /// Reads a PHC string; nil for anything but scrypt with bearable costs.
    public init?(phc: String) {
        guard phc.utf8.count <= 256 else { return nil }
        let parts = phc.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = Self.cost(parts[2]),
            cost.isBearable, let salt = PlainBase64.decode(parts[3]), (8...64).contains(salt.count),
            let hash = PlainBase64.decode(parts[4]), (16...64).contains(hash.count)
        else { return nil }
        (self.cost, self.salt, self.hash) = (cost, salt, hash)
    }

    /// As it is stored.
    public var phc: String {
        "$scrypt$ln=\(cost.logarithm),r=\(cost.blockSize),p=\(cost.parallelism)"
            + "$\(PlainBase64.encode(salt))$\(PlainBase64.encode(hash))"
    }

    /// Whether it was made with less than the present work, and should be made again at the next right password.
    public var isDated: Bool { cost != .present }

    /// Whether checking a password against it takes less than the present work.
    var isCheap: Bool { cost.work < Cost.present.work }

    init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
        (self.cost, self.salt, self.hash) = (cost, salt, hash)
    }

    /// Hashes a password. Takes its time on the calling thread.
    static func making(_ password: String, salt: [UInt8] = SecureRandom.bytes(saltBytes)) throws -> PasswordHash {
        let hash = try derive(password, salt: salt, bytes: hashBytes, .present)
        return PasswordHash(cost: .present, salt: salt, hash: hash)
    }

    /// Whether the password is this one's. Takes its time on the calling thread; the comparison is in constant time.
    func isOf(_ password: String) throws -> Bool {
        let derived = try Self.derive(password, salt: salt, bytes: hash.count, cost)
        return zip(derived, hash).reduce(UInt8(derived.count == hash.count ? 0 : 1)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Composed characters (NFC), as RFC 8265, 4.2 asks: the same letters typed on another system are the same.
    private static func derive(_ password: String, salt: [UInt8], bytes: Int, _ cost: Cost) throws -> [UInt8] {
        let normal = password.precomposedStringWithCanonicalMapping
        let key = try KDF.Scrypt.deriveKey(
            from: Data(normal.utf8), salt: Data(salt), outputByteCount: bytes, rounds: 1 << cost.logarithm,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    private static func cost(_ text: Substring) -> Cost? {
        let pairs = text.split(separator: ",").map { $0.split(separator: "=") }
        guard pairs.count == 3, pairs.allSatisfy({ $0.count == 2 }), pairs.map({ $0[0] }) == ["ln", "r", "p"],
            let logarithm = Int(pairs[0][1]), let blockSize = Int(pairs[1][1]), let parallelism = Int(pairs[2][1])
        else { return nil }
        return Cost(logarithm: logarithm, blockSize: blockSize, parallelism: parallelism)
    }
}

/// The PHC string format's base64: the usual alphabet, no padding.
enum PlainBase64 {
    static func encode(_ bytes: [UInt8]) -> String {
        Base64URL.encode(bytes).replacing("-", with: "+").replacing("_", with: "/")
    }

    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard !text.contains("-"), !text.contains("_") else { return nil }
        return Base64URL.decode(String(text).replacing("+", with: "-").replacing("/", with: "_"))
    }
}
