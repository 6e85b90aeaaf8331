/// An address that can stand in an SMTP envelope and in a header as it is, without quoting.
///
/// What libcurl is given as an address it sends unread: a line break in it would be a command of its own. So only a
/// dot-string and a domain name are taken (RFC 5321, 4.1.2). Quoted local parts, address literals and addresses beyond
/// ASCII (RFC 6531) are refused: they would need escaping wherever they are used.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The longest address, in bytes: a path less its angle brackets (RFC 5321, 4.5.3.1.3).
    public static let maximumLength = 254
    /// The longest part before the @ sign, in bytes (RFC 5321, 4.5.3.1.1).
    public static let maximumLocalPart = 64
    /// The longest label of a domain name, in bytes (RFC 1035, 2.3.4).
    public static let maximumLabel = 63

    public let text: String
    public let domain: String

    /// Nil for what is no such address.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocalPart(parts[0]), let domain = String(parts[1]), Self.isDomain(domain)
        else { return nil }
        self.text = text
        self.domain = domain
    }

    public var description: String { text }

    /// A name of letters, digits and hyphens in labels parted by dots; one label is enough.
    public static func isDomain(_ text: String) -> Bool {
        guard text.utf8.count <= maximumLength else { return false }
        return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            (1...maximumLabel).contains(label.count) && label.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
                && label.first != hyphen && label.last != hyphen
        }
    }

    private static func isLocalPart(_ bytes: Substring.UTF8View.SubSequence) -> Bool {
        guard (1...maximumLocalPart).contains(bytes.count) else { return false }
        let atoms = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return atoms.allSatisfy { atom in !atom.isEmpty && atom.allSatisfy { isAlphanumeric($0) || atext.contains($0) }
        }
    }

    private static let hyphen = UInt8(ascii: "-")
    /// What an atom may hold beside letters and digits (RFC 5322, 3.2.3).
    private static let atext = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
