import Foundation

/// What tells a mail from all others: the same on every attempt, so that a server or a reader who gets it twice can see
/// that it is one (RFC 5322, 3.6.4).
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    public let id: UUID
    public let domain: String

    /// Nil where `domain` is no domain name.
    public init?(_ id: UUID, domain: String) {
        guard MailAddress.isDomain(domain) else { return nil }
        self.id = id
        self.domain = domain
    }

    /// With its angle brackets.
    public var description: String { "<\(id.uuidString.lowercased())@\(domain)>" }
}
