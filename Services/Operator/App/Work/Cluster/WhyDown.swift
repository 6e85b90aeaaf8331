import EventFeed
import Foundation
import Glibc
import ServiceKit

/// Why a service does not answer, as far as it shows from outside.
enum WhyDown {
    static func text(_ error: any Error, _ port: ClusterPorts.Port) async -> String {
        switch error as? FeedClientError {
        case .timedOut, .disconnected: return await probed(port)
        case .some(let error): return "\(error)"
        case nil: return "\(error)"
        }
    }

    /// Nobody listens at its port.
    static func isNotRunning(_ place: ServicePlace) async -> Bool {
        guard let (host, port) = hostAndPort(place.endpoint.text) else { return false }
        return await probe(host, port) == .failed(PortProbe.nobody)
    }

    private static func probe(_ host: String, _ port: String) async -> PortProbe.Outcome {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: PortProbe.connect(host, port)) }
        }
    }

    /// What went wrong in a handshake the connection itself has heard; why there was none, the system knows.
    private static func probed(_ port: ClusterPorts.Port) async -> String {
        let address = port.place.endpoint.text
        let trouble = await port.client.trouble
        if let trouble, trouble == .keyRefused || trouble == .handshakeBroken { return "\(address): \(trouble)" }
        guard let (host, number) = hostAndPort(address) else { return "no answer from \(address)" }
        switch await probe(host, number) {
        case .connected: return "\(address) is open, but nothing answers: it hangs, or has too much to do"
        case .failed(let why): return "\(address): \(why)"
        }
    }

    private static func hostAndPort(_ address: String) -> (String, String)? {
        guard address.hasPrefix("tcp://"), let colon = address.lastIndex(of: ":") else { return nil }
        let host = address[..<colon].dropFirst("tcp://".count)
        return (String(host), String(address[address.index(after: colon)...]))
    }
}

/// One attempt at a TCP connection.
enum PortProbe {
    enum Outcome: Equatable, Sendable {
        case connected
        case failed(String)
    }

    static let nobody = "nobody listens there: it is not running"
    /// How long it may take; on a network that swallows it, that is the answer.
    private static let patience: Int32 = 1_000

    /// Waits for the network: for a thread that may wait.
    static func connect(_ host: String, _ port: String) -> Outcome {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, port, &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard result == 0, let address = found?.pointee else {
            return .failed("its name is not known (\(String(cString: gai_strerror(result))))")
        }
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return .failed(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return .connected }
        guard errno == EINPROGRESS else { return .failed(reason(errno)) }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&waiting, 1, patience) == 1 else { return .failed("nothing comes back from that machine") }
        var (code, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        return code == 0 ? .connected : .failed(reason(code))
    }

    private static func reason(_ code: Int32) -> String {
        code == ECONNREFUSED ? nobody : String(cString: strerror(code))
    }
}
