import CDispatch  // the toolchain counts sockaddr_in's parts as its own
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
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure() }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure() }
        var buffer = [UInt8](repeating: 0, count: 1_024)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw Failure() }
        return Array(buffer.prefix(count))
    }
}
