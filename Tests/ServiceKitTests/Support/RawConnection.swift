import Dispatch
import Glibc
import ServiceKit

/// A TCP connection to this machine that is opened and never written to.
enum RawConnection {
    /// Reads until the other side closes.
    static func readToEnd(port: Int) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try blockingRead(port) }) }
        }
    }

    private struct Failure: Error {
        let code = errno
    }

    private static func blockingRead(_ port: Int) throws -> [UInt8] {
        let descriptor = try connected(to: port)
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1_024)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw Failure() }
        return Array(buffer.prefix(count))
    }

    /// By name, as Hummingbird's test framework listens: which address that is differs between machines.
    private static func connected(to port: Int) throws -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo("localhost", "\(port)", &hints, &found) == 0 else { throw Failure() }
        defer { freeaddrinfo(found) }
        var next = found
        while let address = next?.pointee {
            let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
            if descriptor >= 0, connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
            if descriptor >= 0 { close(descriptor) }
            next = address.ai_next
        }
        throw Failure()
    }
}
