import Crypto
import CryptoExtras
import Foundation

/// The one password of all sample accounts, and what it is checked against.
enum SamplePassword {
    static let text = "zvonok-sample"
    /// N = 2^15, r = 8, p = 1: about a tenth of a second and 32 MiB a check.
    private static let (logN, blockSize, parallelism) = (15, 8, 1)
    private static let hashBytes = 32

    /// A PHC string of scrypt. One for all accounts: they share password and salt, and making one takes a while.
    static func verifier(seed: UInt64) throws -> String {
        var generator = SeededGenerator(seed: seed, 5)
        let salt = Data((0..<16).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
        let key = try KDF.Scrypt.deriveKey(
            from: Data(text.utf8), salt: salt, outputByteCount: hashBytes, rounds: 1 << logN, blockSize: blockSize,
            parallelism: parallelism)
        let hash = key.withUnsafeBytes { Data($0) }
        return "$scrypt$ln=\(logN),r=\(blockSize),p=\(parallelism)$\(base64(salt))$\(base64(hash))"
    }

    /// Without padding, as PHC strings have it.
    private static func base64(_ bytes: Data) -> String { bytes.base64EncodedString().replacing("=", with: "") }
}
