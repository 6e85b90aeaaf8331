import HTTPTypes
import Hummingbird

/// What browsers are told to keep from happening.
struct SecurityHeaders: Sendable {
    /// No script and no style but the stylesheet's, nothing from elsewhere, no framing (CSP Level 3). Forms lead home.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"
    /// A year (RFC 6797).
    static let transportSecurity = "max-age=31536000"

    let isSecure: Bool

    /// A header the answer set itself is kept.
    func add(to response: inout Response) {
        set("Content-Security-Policy", Self.contentSecurityPolicy, &response)
        set("X-Content-Type-Options", "nosniff", &response)
        set("Referrer-Policy", "same-origin", &response)
        set("Cross-Origin-Opener-Policy", "same-origin", &response)
        set("Cross-Origin-Resource-Policy", "same-origin", &response)
        set("Cache-Control", "no-store", &response)
        if isSecure { set("Strict-Transport-Security", Self.transportSecurity, &response) }
    }

    private func set(_ name: String, _ value: String, _ response: inout Response) {
        guard let name = HTTPField.Name(name), response.headers[name] == nil else { return }
        response.headers[name] = value
    }
}
