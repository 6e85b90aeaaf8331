import Foundation
import Glibc

/// An endpoint of ZeroMQ's transports between processes: `tcp://host:port` or `ipc://path`. Only its text is checked;
/// whether the port is free, or anybody listens there, shows when it is used.
public struct BusEndpoint: Sendable, Equatable, CustomStringConvertible {
    /// What the endpoint is for; listening and calling allow different hosts and ports.
    public enum Use: Sendable {
        /// A port of this machine: `*` or a numeric IPv4 address, port 0 or `*` for one the system chooses.
        case bind
        /// Somebody else's port: a numeric IPv4 address or a host name, port 1 to 65535.
        case connect
    }

    /// A Unix socket's path in bytes: `sun_path` holds 108, one of them the closing zero (unix(7)).
    static let ipcPathLimit = 107
    /// A host name in bytes, as RFC 1123 (2.1) has it.
    static let hostNameLimit = 253

    /// As ZeroMQ takes it.
    public let text: String

    /// - Returns: nil for text that ZeroMQ could not use so.
    public init?(_ text: String, for use: Use) {
        guard let separator = text.firstRange(of: "://") else { return nil }
        let address = text[separator.upperBound...]
        switch text[..<separator.lowerBound] {
        case "tcp": guard Self.isTCP(address, use) else { return nil }
        case "ipc": guard Self.isIPC(address) else { return nil }
        default: return nil
        }
        self.text = text
    }

    public var description: String { text }

    private static func isTCP(_ address: Substring, _ use: Use) -> Bool {
        guard let colon = address.lastIndex(of: ":") else { return false }
        let (host, port) = (address[..<colon], address[address.index(after: colon)...])
        switch use {
        case .bind: return (host == "*" || isIPv4(host)) && (port == "*" || isPort(port, from: 0))
        case .connect: return (isIPv4(host) || isHostName(host)) && isPort(port, from: 1)
        }
    }

    private static func isIPC(_ path: Substring) -> Bool {
        path != "*" && (1...ipcPathLimit).contains(path.utf8.count) && !path.contains("\0")
    }

    private static func isPort(_ text: Substring, from lowest: UInt16) -> Bool {
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = UInt16(text) else { return false }
        return number >= lowest
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        var address = in_addr()
        return inet_pton(AF_INET, String(text), &address) == 1
    }

    /// Labels of letters, digits and inner dashes (RFC 1123, 2.1); underscores too, which container networks use. A
    /// last label of digits alone would make it a mistaken IPv4 address. One dot may end a name that is whole.
    private static func isHostName(_ name: Substring) -> Bool {
        let text = name.hasSuffix(".") ? name.dropLast() : name
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= hostNameLimit, let last = labels.last else { return false }
        return labels.allSatisfy(isLabel) && !last.allSatisfy(\.isNumber)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
}

extension ConfigurationType where Value == BusEndpoint {
    /// Where a port is bound, or where somebody else's is.
    public static func endpoint(for use: BusEndpoint.Use) -> Self {
        let expectation =
            switch use {
            case .bind: "tcp://ADDRESS:PORT with an IPv4 address of this machine or *, such as tcp://127.0.0.1:7001"
            case .connect: "tcp://HOST:PORT with an IPv4 address or a host name, such as tcp://127.0.0.1:7001"
            }
        return .custom(
            "\(expectation), or ipc://PATH", render: { YAMLText.quoteIfNeeded($0.text) },
            parse: { BusEndpoint($0, for: use) })
    }
}
