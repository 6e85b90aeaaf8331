import Foundation
import Glibc
import Testing

@testable import Operator

@Suite("A look at a port from outside")
struct PortProbeTests {
    @Test("A socket of the file system: somebody listens, somebody did, nobody ever did")
    func path() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString.prefix(8))").path
        #expect(PortProbe.connect(path: path) == .failed(PortProbe.nobody))
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { unlink(path) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8) + [0]) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0 && listen(listener, 1) == 0)
        // Nobody accepts, as in a process that hangs.
        #expect(PortProbe.connect(path: path) == .connected)
        #expect(PortProbe.connect(path: path) == .connected)
        #expect(PortProbe.connect(path: path) == .connected)
        close(listener)
        #expect(PortProbe.connect(path: path) == .failed(PortProbe.nobody))
    }

    @Test("A name whose addresses are of both versions: who listens at that of version 4 is there, as for the bus")
    func name() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        #expect(result)
        let port = "\(UInt16(bigEndian: address.sin_port))"
        #expect(PortProbe.connect("localhost", port) == .connected)
        close(listener)
        #expect(PortProbe.connect("localhost", port) == .failed(PortProbe.nobody))
        guard case .failed(let why) = PortProbe.connect("no.such.name.invalid", port) else {
            Issue.record("an unknown name was found")
            return
        }
        #expect(why.hasPrefix("its name is not known"))
    }

    @Test("Only ipc addresses have a path")
    func addresses() {
        #expect(PortProbe.path(of: "ipc:///run/zvonok/bus") == "/run/zvonok/bus")
        #expect(PortProbe.path(of: "tcp://127.0.0.1:7001") == nil)
    }
}
