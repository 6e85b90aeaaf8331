import EventFeed
import Foundation
import Glibc
import ServiceKit

/// Why a service does not answer, as far as it shows from outside.
enum WhyDown {
    static func text(_ error: any Error, _ port: ClusterPorts.Port) async -> String {
        switch error as? FeedClientError {
        case .timedOut, .disconnected: return await probed(port.place.endpoint.text, port.client)
        case .some(let error): return "\(error)"
        case nil: return "\(error)"
        }
    }

    /// What an operator is told in the place of "no answer": a wrong key is a mistake of a configuration or a list, all
    /// else is a service that is not there.
    /// - Parameter clients: those that may have had no answer, with their addresses.
    static func explained(
        _ error: any Error, _ clients: [(address: String, client: FeedClient)], of name: String? = nil
    ) async -> any Error {
        guard let feedError = error as? FeedClientError, feedError == .timedOut || feedError == .disconnected else {
            return error
        }
        var silent = clients.first
        for one in clients {
            guard await one.client.trouble != nil else { continue }
            silent = one
            break
        }
        guard let silent else { return error }
        let text = (name.map { "\($0): " } ?? "") + (await probed(silent.address, silent.client))
        return isMisconfigured(await silent.client.trouble)
            ? NotConfigured(description: text) : RunningServiceUnreachable(text)
    }

    private static func isMisconfigured(_ trouble: ConnectionTrouble?) -> Bool {
        trouble == .keyRefused || trouble == .handshakeBroken
    }

    /// Waits until somebody listens at a service's port: one that starts anew is back soon, and of one that does not run
    /// an operator hears at once.
    /// - Throws: `RunningServiceUnreachable` if nobody does, all that time.
    static func unlessNobody(listensAt address: String, for patience: Duration) async throws {
        let end = ContinuousClock.now + patience
        while await probe(address) == .failed(PortProbe.nobody) {
            guard ContinuousClock.now < end else {
                throw RunningServiceUnreachable("\(address): \(PortProbe.nobody)")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Nobody listens at its port.
    static func isNotRunning(_ place: ServicePlace) async -> Bool {
        await probe(place.endpoint.text) == .failed(PortProbe.nobody)
    }

    /// - Returns: nil for an address that is not known how to be looked at.
    private static func probe(_ address: String) async -> PortProbe.Outcome? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                if let (host, port) = hostAndPort(address) {
                    continuation.resume(returning: PortProbe.connect(host, port))
                } else {
                    continuation.resume(returning: PortProbe.path(of: address).map(PortProbe.connect(path:)))
                }
            }
        }
    }

    /// What went wrong in a handshake the connection itself has heard; why there was none, the system knows.
    private static func probed(_ address: String, _ client: FeedClient) async -> String {
        let trouble = await client.trouble
        if let trouble, isMisconfigured(trouble) { return "\(address): \(trouble)" }
        switch await probe(address) {
        case .connected: return "\(address) is open, but nothing answers: it hangs, or has too much to do"
        case .failed(let why): return "\(address): \(why)"
        case nil: return "no answer from \(address)"
        }
    }

    private static func hostAndPort(_ address: String) -> (String, String)? {
        guard address.hasPrefix("tcp://"), let colon = address.lastIndex(of: ":") else { return nil }
        let host = address[..<colon].dropFirst("tcp://".count)
        return (String(host), String(address[address.index(after: colon)...]))
    }
}

/// One attempt at a connection.
enum PortProbe {
    enum Outcome: Equatable, Sendable {
        case connected
        case failed(String)
    }

    static let nobody = "nobody listens there: it is not running"
    /// How long it may take; on a network that swallows it, that is the answer.
    private static let patience: Int32 = 1_000

    /// Waits for the network: for a thread that may wait. Of a name's addresses any may be the one, of those that the
    /// bus connects to: version 4 alone. That nobody listens is said only where nobody does at all of them.
    static func connect(_ host: String, _ port: String) -> Outcome {
        var hints = addrinfo()
        hints.ai_family = AF_INET
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, port, &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard result == 0, found != nil else {
            return .failed("its name is not known (\(String(cString: gai_strerror(result))))")
        }
        var outcomes: [Outcome] = []
        var next = found
        while let address = next?.pointee {
            let outcome = connect(address)
            if outcome == .connected { return outcome }
            outcomes.append(outcome)
            next = address.ai_next
        }
        return outcomes.first { $0 != .failed(nobody) } ?? .failed(nobody)
    }

    private static func connect(_ address: addrinfo) -> Outcome {
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

    /// The socket's path in an address of ZeroMQ's `ipc`.
    static func path(of address: String) -> String? {
        address.hasPrefix("ipc://") ? String(address.dropFirst("ipc://".count)) : nil
    }

    /// A socket whose queue is full belongs to somebody who does not look at it: that is no failure.
    static func connect(path: String) -> Outcome {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return .failed(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // A path that begins with @ is none of the file system: its first byte is zero there.
        let bytes = Array(path.utf8)
        let name = bytes.first == UInt8(ascii: "@") ? [0] + bytes.dropFirst() : bytes + [0]
        guard name.count <= MemoryLayout.size(ofValue: address.sun_path) else { return .failed("its path is too long") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let size = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? 2) + socklen_t(name.count)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
        }
        guard result != 0, errno != EAGAIN, errno != EINPROGRESS else { return .connected }
        return .failed(reason(errno))
    }

    private static func reason(_ code: Int32) -> String {
        code == ECONNREFUSED || code == ENOENT ? nobody : String(cString: strerror(code))
    }
}
