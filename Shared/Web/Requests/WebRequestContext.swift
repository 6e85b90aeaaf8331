import Hummingbird
import Logging
import NIOCore

/// What a request carries from arrival to answer: who is calling from where, in which language, under which trace.
public struct WebRequestContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The other end of the connection, as text; nil in tests without one.
    public let peer: String?
    /// Whose request it is: the peer, or whom a trusted proxy names.
    public var client: ClientAddress
    /// What pages are written in.
    public var language: Language
    /// The token forms of this answer carry.
    public var csrf: CSRFToken
    /// Whether the browser has no token yet and must be given this one.
    public var isCSRFNew: Bool
    /// What was noted for the next page, by the code the site knows it by.
    public var noticeCode: String?
    /// The address asked for, if a link can lead there again.
    public var here: Link?
    /// 32 hexadecimal digits; commands and log lines carry it.
    public var traceID: String

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
        client = ClientAddress(peer ?? "")
        language = .russian
        csrf = CSRFToken()
        isCSRFNew = true
        traceID = ""
    }
}
