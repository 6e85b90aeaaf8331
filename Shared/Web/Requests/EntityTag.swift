import HTTPTypes

/// An entity's version as a strong validator (RFC 9110, 8.8.3): version 7 is `"7"`.
public struct EntityTag: Hashable, Sendable {
    public let version: UInt64

    public init(version: UInt64) { self.version = version }

    /// As it stands in ETag.
    public var text: String { "\"\(version)\"" }

    /// Reads one strong tag; nil for a weak one or another's.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 22, text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count > 2,
            let version = UInt64(text.dropFirst().dropLast()), "\"\(version)\"" == text
        else { return nil }
        self.version = version
    }

    /// Whether an If-None-Match header (RFC 9110, 13.1.2) names this version, weakly compared.
    public func isNamed(byIfNoneMatch header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").prefix(Self.maximumTags).contains { part in
            let tag = part.drop { $0 == " " || $0 == "\t" }.trimmingSuffix { $0 == " " || $0 == "\t" }
            return tag == "*" || EntityTag(tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == self
        }
    }

    /// The most tags of a header that are looked at.
    static let maximumTags = 64
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        guard let last = lastIndex(where: { !isDropped($0) }) else { return prefix(0) }
        return self[...last]
    }
}
