import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// A program that came with a known token.
public struct BearerIdentity: Hashable, Sendable {
    /// Whose token it is, for logs.
    public let name: String
}

/// A bearer token that opens an API (RFC 6750), known by its hash alone.
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

/// Lets in who presents a known token (RFC 6750, 2.1).
public struct BearerDoor: Sendable {
    /// The longest Authorization field that is looked at, in bytes.
    public static let maximumLength = 512

    private let realm: String
    private let tokens: [APIToken]

    /// - Parameter realm: what the tokens are for, as the challenge says it (RFC 6750, 3).
    public init(realm: String, tokens: [APIToken]) {
        self.realm = realm
        self.tokens = tokens
    }

    /// - Throws: ``Problem`` 401 with the challenge.
    public func admit(_ request: Request) throws(Problem) -> BearerIdentity {
        guard let presented = Self.token(of: request) else { throw refusal(isTokenPresented: false) }
        guard let name = APIToken.name(of: presented, among: tokens) else { throw refusal(isTokenPresented: true) }
        return BearerIdentity(name: name)
    }

    /// No error code where no token was presented (RFC 6750, 3.1).
    private func refusal(isTokenPresented: Bool) -> Problem {
        let challenge = "Bearer realm=\"\(realm)\"" + (isTokenPresented ? ", error=\"invalid_token\"" : "")
        let message = isTokenPresented ? "the bearer token is not known" : "a bearer token is needed"
        return Problem(.signInNeeded, message, headers: [.wwwAuthenticate: challenge])
    }

    /// The scheme's name is case-insensitive (RFC 9110, 11.1).
    private static func token(of request: Request) -> Substring? {
        guard let field = request.headers[.authorization], field.utf8.count <= maximumLength else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1]
    }
}
