import Crypto
import Foundation

/// A bearer token that opens the API (RFC 6750), known by its hash alone.
public struct APIToken: Sendable {
    /// Whose it is, for logs.
    public let name: String
    private let sha256: [UInt8]

    /// - Parameter sha256: SHA-256 of the token's UTF-8, 64 hexadecimal digits.
    /// - Returns: nil for anything else.
    public init?(name: String, sha256: String) {
        let digits = sha256.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 2 * SHA256.byteCount, sha256.utf8.count == digits.count else { return nil }
        self.name = name
        self.sha256 = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// The name of the token that was presented; nil for none of these. Takes as long whichever it is: digests are
    /// compared in constant time, and all of them.
    static func name(of presented: some StringProtocol, among tokens: [APIToken]) -> String? {
        let digest = SHA256.hash(data: Data(presented.utf8))
        return tokens.reduce(nil as String?) { found, token in
            let isThis = digest == token.sha256
            return isThis ? token.name : found
        }
    }
}
