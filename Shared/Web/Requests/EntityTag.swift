import Crypto
import HTTPTypes
import NIOCore

/// A strong validator (RFC 9110, 8.8.3) of this cluster.
///
/// - What has one version is named by it: version 7 is `"7"`.
/// - A document is named by what stands in it, after the versions that edits of it rest on, where there are such:
///   `"7-3-x0123456789abcdef"` shows an entity of version 7 and another of version 3, `"x0123456789abcdef"` none. It
///   changes whenever a byte does, and can be sent as If-Match all the same.
public struct EntityTag: Hashable, Sendable {
    /// In an order the route fixes; none for a document without.
    public let versions: [UInt64]
    /// `x` and the first 64 bits of the content's SHA-256; nil where the version says everything.
    let digest: String?

    public init(version: UInt64) {
        versions = [version]
        digest = nil
    }

    /// Names a document by its bytes.
    init(of content: ByteBuffer, versions: [UInt64] = []) {
        self.versions = versions
        digest = "x" + SHA256.hash(data: content.readableBytesView).prefix(Self.digestBytes).hexadecimal
    }

    /// As it stands in ETag.
    public var text: String {
        "\"" + (versions.map(String.init) + [digest].compactMap(\.self)).joined(separator: "-") + "\""
    }

    /// Reads one strong tag; nil for a weak one or another's.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.longest, text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count > 2 else {
            return nil
        }
        let inside = String(text).dropFirst().dropLast()
        var parts = inside.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        digest = parts.last.flatMap { Self.isDigest($0) ? $0 : nil }
        if digest != nil { parts.removeLast() }
        versions = parts.compactMap(UInt64.init)
        // Written as we write it, or it is not ours; more than one version stands in documents alone.
        guard versions.map(String.init) == parts, digest != nil || versions.count == 1 else { return nil }
    }

    /// Whether an If-None-Match header (RFC 9110, 13.1.2) names this tag, weakly compared.
    public func isNamed(byIfNoneMatch header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").prefix(Self.maximumTags).contains { part in
            let tag = part.drop { $0 == " " || $0 == "\t" }.trimmingSuffix { $0 == " " || $0 == "\t" }
            return tag == "*" || EntityTag(tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == self
        }
    }

    /// The most tags of a header that are looked at.
    static let maximumTags = 64
    /// The longest tag that is read, bytes.
    private static let longest = 96
    private static let digestBytes = 8

    private static func isDigest(_ part: String) -> Bool {
        part.utf8.count == 1 + 2 * digestBytes && part.hasPrefix("x")
            && part.utf8.dropFirst().allSatisfy("0123456789abcdef".utf8.contains)
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        guard let last = lastIndex(where: { !isDropped($0) }) else { return prefix(0) }
        return self[...last]
    }
}

extension Sequence<UInt8> {
    fileprivate var hexadecimal: String {
        reduce(into: "") { text, byte in text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    }
}
