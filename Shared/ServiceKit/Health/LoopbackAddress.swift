import Glibc

/// An address that only this machine can reach: 127.0.0.0/8 (RFC 1122 §3.2.1.3) or ::1 (RFC 4291 §2.5.3), written as
/// a number. A name is refused, because what it means is decided elsewhere.
public struct LoopbackAddress: Sendable, Equatable {
    public let host: String

    init(verified host: String) {
        self.host = host
    }

    public init?(_ host: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, host, &four) == 1 {
            guard UInt32(bigEndian: four.s_addr) >> 24 == 127 else { return nil }
        } else if inet_pton(AF_INET6, host, &six) == 1 {
            let bytes = withUnsafeBytes(of: &six) { Array($0) }
            guard bytes == [UInt8](repeating: 0, count: 15) + [1] else { return nil }
        } else {
            return nil
        }
        self.host = host
    }
}
