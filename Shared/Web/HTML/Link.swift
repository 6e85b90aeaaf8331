/// Where a link leads: a place of this origin, an anchor of the page, or another site. No other scheme can be written.
public struct Link: Hashable, Sendable {
    /// As it stands in `href` and `Location`.
    public let text: String

    private init(verified text: String) { self.text = text }

    /// A place of this origin.
    /// - Parameters:
    ///   - path: from the origin's root, base path included; what a path cannot hold is percent-encoded.
    ///   - query: names and values, percent-encoded in this order. No names, marks or tokens: a URL is logged.
    public init(path: String, query: [(String, String)] = [], fragment: String? = nil) {
        var text = Self.encode(Self.rooted(path), Self.isPathByte)
        for (index, (name, value)) in query.enumerated() {
            text += index == 0 ? "?" : "&"
            text += Self.encode(name, Self.isQueryByte) + "=" + Self.encode(value, Self.isQueryByte)
        }
        if let fragment { text += "#" + Self.encode(fragment, Self.isQueryByte) }
        self.init(verified: text)
    }

    /// An element of the same page.
    public static func anchor(_ id: String) -> Link { Link(verified: "#" + encode(id, isQueryByte)) }

    /// A place of this origin as a client gave it, for `next` parameters: nil for whatever could lead elsewhere.
    /// A browser takes `//host` and `/\host` for another host, drops tabs and line ends, and walks along dots, after
    /// which two slashes may stand first: all of them are refused.
    public init?(localPath text: String) {
        guard text.utf8.count <= Self.maximumLength, text.hasPrefix("/"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            Self.isStraight(text.prefix { $0 != "?" && $0 != "#" })
        else { return nil }
        self.init(verified: text)
    }

    /// Whether a path has neither empty parts, but for the last, nor dots to be walked along, encoded or not.
    static func isStraight(_ path: some StringProtocol) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        return parts.dropLast().allSatisfy { !$0.isEmpty }
            && parts.allSatisfy { ![".", ".."].contains($0.lowercased().replacing("%2e", with: ".")) }
    }

    /// A place with one more parameter in its query.
    init(pathAndQuery link: Link, adding parameter: (String, String)) {
        let mark = link.text.contains("?") ? "&" : "?"
        let added = Self.encode(parameter.0, Self.isQueryByte) + "=" + Self.encode(parameter.1, Self.isQueryByte)
        self.init(verified: link.text + mark + added)
    }

    /// The longest path a client may give back, in bytes.
    public static let maximumLength = 2_048

    /// One leading slash: two would name a host.
    private static func rooted(_ path: String) -> String {
        "/" + path.drop { $0 == "/" }
    }

    /// RFC 3986, 3.3: `pchar` and the slash, without what is better encoded.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        isUnreserved(byte) || "/:@!$*+,;=".utf8.contains(byte)
    }

    private static func isQueryByte(_ byte: UInt8) -> Bool {
        isUnreserved(byte) || "/:@,".utf8.contains(byte)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }

    private static func encode(_ text: String, _ isAllowed: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isAllowed(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
