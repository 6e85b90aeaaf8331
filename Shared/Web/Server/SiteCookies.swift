import Hummingbird

/// The cookies of this cluster, and how they are made: not for scripts, not for other sites, by https alone.
public struct SiteCookies: Sendable {
    /// The token of five minutes that says which member of staff it is.
    public static let staff = "zvonok_staff"
    /// The journal's own long session.
    public static let staffSession = "zvonok_staff_session"
    /// A family's session at the diary.
    public static let family = "zvonok_family"
    /// The chosen language.
    public static let language = "zvonok_language"
    /// A browser that has signed in before.
    public static let browser = "zvonok_browser"
    /// What the next page says.
    static let notice = "zvonok_notice"
    static let noticeSeconds = 60
    /// A year.
    static let languageSeconds = 31_536_000
    /// The longest Cookie header looked at, bytes.
    static let maximumHeader = 8_192

    let isSecure: Bool

    public init(isSecure: Bool) { self.isSecure = isSecure }

    /// The name of the CSRF cookie (RFC 6265bis, 4.1.3.2).
    var csrfName: String { isSecure ? "__Host-zvonok_csrf" : "zvonok_csrf" }

    /// - Parameters:
    ///   - value: of cookie octets, such as base64url.
    ///   - seconds: how long the browser keeps it; nil until it is closed.
    public func making(_ name: String, _ value: String, path: String, seconds: Int? = nil) -> Cookie {
        Cookie(name: name, value: value, maxAge: seconds, path: path, secure: isSecure, httpOnly: true, sameSite: .lax)
    }

    /// Makes the browser forget it.
    public func removing(_ name: String, path: String) -> Cookie {
        making(name, "", path: path, seconds: 0)
    }
}

extension Request {
    /// A cookie's value; nil where there is none, or where the header is longer than what is looked at.
    public func cookieValue(_ name: String) -> String? {
        let headers = headers[values: .cookie]
        guard headers.reduce(0, { $0 + $1.utf8.count }) <= SiteCookies.maximumHeader else { return nil }
        return Cookies(from: headers)[name]?.value
    }
}
