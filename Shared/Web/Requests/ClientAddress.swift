import Glibc

/// An IP address, as numbers.
public struct ClientAddress: Hashable, Sendable {
    /// 4 or 16 bytes; none where there is no address.
    public let bytes: [UInt8]

    /// Reads dotted decimals or RFC 4291 text; anything else has no bytes. IPv4 within IPv6 (`::ffff:…`) counts as IPv4.
    public init(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            let all = withUnsafeBytes(of: &six) { Array($0) }
            let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
            bytes = all.starts(with: mapped) ? Array(all.dropFirst(12)) : all
        } else {
            bytes = []
        }
    }

    /// What one household or school shares: an IPv4 address, or an IPv6 network of 64 bits.
    var neighbourhood: [UInt8] { bytes.count == 16 ? Array(bytes.prefix(8)) : bytes }
}

/// Addresses that begin with the same bits, such as `10.0.0.0/8`.
public struct NetworkPrefix: Hashable, Sendable {
    private let address: ClientAddress
    private let bits: Int

    /// Reads `address` or `address/bits`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let address = ClientAddress(String(parts[0]))
        let width = address.bytes.count * 8
        guard width > 0, let bits = parts.count == 1 ? width : Int(parts[1]), (0...width).contains(bits) else {
            return nil
        }
        self.init(address: address, bits: bits, text: text)
    }

    private init(address: ClientAddress, bits: Int, text: String) {
        self.address = address
        self.bits = bits
        self.text = text
    }

    /// This machine.
    public static let loopback = NetworkPrefix(address: ClientAddress("127.0.0.0"), bits: 8, text: "127.0.0.0/8")

    /// As it was written.
    public let text: String

    public func contains(_ other: ClientAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        return (0..<address.bytes.count).allSatisfy { index in
            let kept = max(0, min(8, bits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> kept)
            return other.bytes[index] & mask == address.bytes[index] & mask
        }
    }
}

/// The proxies whose X-Forwarded-For is believed.
public struct TrustedProxies: Sendable {
    /// The most entries of a header that are looked at.
    static let maximumHops = 16
    private let prefixes: [NetworkPrefix]

    public init(_ prefixes: [NetworkPrefix]) { self.prefixes = prefixes }

    func contains(_ address: ClientAddress) -> Bool { prefixes.contains { $0.contains(address) } }

    /// Whose request it is: the peer, unless it is one of ours; then the last entry that is none of ours.
    func client(peer: ClientAddress, forwardedFor header: String?) -> ClientAddress {
        guard contains(peer), let header else { return peer }
        var last = peer
        for entry in header.split(separator: ",").reversed().prefix(Self.maximumHops) {
            let address = ClientAddress(entry.trimmed)
            guard !address.bytes.isEmpty else { return last }
            last = address
            guard contains(address) else { return address }
        }
        return last
    }
}

extension Substring {
    fileprivate var trimmed: String { String(filter { $0 != " " && $0 != "\t" }) }
}
