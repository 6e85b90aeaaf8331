import Crypto
import Foundation

/// Proof that a form was written by this site: a random value that stands in a cookie and in every form
/// (OWASP's double submit), beside the check of Origin and Sec-Fetch-Site.
public struct CSRFToken: Hashable, Sendable {
    /// The hidden field's name.
    public static let fieldName = "csrf"
    /// Random bytes in it.
    static let byteCount = 32

    /// 43 characters of base64url.
    public let text: String

    /// A new one.
    public init() {
        text = Base64URL.encode(SecureRandom.bytes(Self.byteCount))
    }

    /// As a client gave it; nil for what cannot be one.
    public init?(_ text: String) {
        guard Base64URL.decode(text)?.count == Self.byteCount else { return nil }
        self.text = text
    }

    /// Whether the form's field holds this token; takes as long whatever it holds.
    func matches(_ field: String?) -> Bool {
        guard let field, let other = CSRFToken(field) else { return false }
        return SHA256.hash(data: Data(text.utf8)) == SHA256.hash(data: Data(other.text.utf8))
    }
}
