import Crypto
import Foundation
import Hummingbird
import School

/// Recognises a browser that has signed in to a login before, so that ``GuessLimiter`` counts it by itself. What it
/// holds opens nothing: the password is still asked.
public struct KnownBrowser: Sendable {
    /// Two years.
    static let seconds = 2 * 31_536_000
    static let idBytes = 16

    private let secret: SymmetricKey
    private let path: String
    private let cookies: SiteCookies

    /// - Parameters:
    ///   - secret: 32 random bytes the service keeps in its store; with another, no browser is known.
    ///   - path: the cookie's, such as `/diary`.
    public init(secret: [UInt8], path: String, isSecure: Bool) {
        self.secret = SymmetricKey(data: secret)
        self.path = path.isEmpty ? "/" : path
        cookies = SiteCookies(isSecure: isSecure)
    }

    /// Where an attempt at this login comes from: a browser known for it, else the client's address.
    public func place(of request: Request, login: String, client: ClientAddress) -> GuessLimiter.Place {
        guard let bytes = request.cookieValue(SiteCookies.browser).flatMap(Base64URL.decode),
            bytes.count == Self.idBytes + SHA256.byteCount, let id = UUID(bytes: bytes.prefix(Self.idBytes)),
            HMAC<SHA256>.isValidAuthenticationCode(
                bytes.dropFirst(Self.idBytes), authenticating: Self.claim(id, login), using: secret)
        else { return .address(client) }
        return .knownBrowser(id)
    }

    /// What a browser keeps that has just signed in.
    public func cookie(login: String) -> Cookie {
        let id = UUID()
        let code = HMAC<SHA256>.authenticationCode(for: Self.claim(id, login), using: secret)
        return cookies.making(
            SiteCookies.browser, Base64URL.encode(id.bytes + code), path: path, seconds: Self.seconds)
    }

    private static func claim(_ id: UUID, _ login: String) -> Data {
        Data(Array("zvonok known browser 1\n".utf8) + id.bytes + Array(login.lowercased().utf8))
    }
}
