import ServiceKit

/// How a service's pages are reached.
public struct WebConfiguration: Sendable {
    public let host: String
    public let port: Int
    public let basePath: BasePath
    public let publicOrigin: PublicOrigin
    public let secureCookies: Bool
    public let trustedProxies: TrustedProxies
    /// Where the other services' pages begin.
    public let journalBase: BasePath
    public let diaryBase: BasePath
    public let monitorBase: BasePath
    public let statisticsBase: BasePath

    public init(
        host: String, port: Int, basePath: BasePath, publicOrigin: PublicOrigin, secureCookies: Bool,
        trustedProxies: TrustedProxies, journalBase: BasePath = .journal,
        diaryBase: BasePath = .diary, monitorBase: BasePath = .monitor,
        statisticsBase: BasePath = .statistics
    ) {
        self.host = host
        self.port = port
        self.basePath = basePath
        self.publicOrigin = publicOrigin
        self.secureCookies = secureCookies
        self.trustedProxies = trustedProxies
        self.journalBase = journalBase
        self.diaryBase = diaryBase
        self.monitorBase = monitorBase
        self.statisticsBase = statisticsBase
    }

    /// From ``WebKeys``.
    public init(_ values: ConfigurationValues, basePath: ConfigurationKey<BasePath>) {
        self.init(
            host: values[WebKeys.host], port: values[WebKeys.port], basePath: values[basePath],
            publicOrigin: values[WebKeys.publicOrigin], secureCookies: values[WebKeys.secureCookies],
            trustedProxies: TrustedProxies(values[WebKeys.trustedProxies]), journalBase: values[WebKeys.journalBase],
            diaryBase: values[WebKeys.diaryBase], monitorBase: values[WebKeys.monitorBase],
            statisticsBase: values[WebKeys.statisticsBase])
    }
}

/// The path all of a service's pages begin with: `/journal`, or nothing.
public struct BasePath: Hashable, Sendable {
    /// Without a slash at its end.
    public let text: String

    /// Nil unless it is empty or made of `/` and parts of letters, digits and dashes.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= 64, parts.first == "" else { return nil }
        let isPlain = parts.dropFirst().allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy(Self.isPlain)
        }
        guard isPlain else { return nil }
        self.text = text
    }

    /// The first of the pages below it.
    public var home: Link { Link(path: text + "/") }

    /// For a literal of the source.
    public init(verified text: StaticString) {
        assert(BasePath(text.description) != nil, "no base path: \(text)")
        self.text = text.description
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

extension BasePath {
    /// Where the services' pages begin if the configuration says nothing else.
    public static let journal = BasePath(verified: "/journal")
    public static let diary = BasePath(verified: "/diary")
    public static let monitor = BasePath(verified: "/monitor")
    public static let statistics = BasePath(verified: "/statistics")
}

/// Scheme, host and port as browsers write them in Origin (RFC 6454, 6.2).
public struct PublicOrigin: Hashable, Sendable {
    public let text: String
    public var isSecure: Bool { text.hasPrefix("https://") }

    /// Nil for anything but `http://` or `https://` and a host in lower case, with a port where it is not the usual one.
    public init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["http", "https"].contains(parts[0]), (1...253).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy(Self.isHostByte), text.hasSuffix(parts[0] == "http" ? ":80" : ":443") == false
        else { return nil }
        self.text = text
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-.:[]".utf8.contains(byte)
        }
    }
}
