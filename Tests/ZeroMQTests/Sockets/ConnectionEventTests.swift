import Testing

@testable import ZeroMQ

extension ZeroMQTests {
    @Suite struct ConnectionEventTests {
        @Test(
            "A monitor's frame reads as the event it stands for",
            arguments: [
                (0x0020, 7, .accepted), (0x0040, 24, .acceptFailed(errno: 24)), (0x0001, 7, .connected),
                (0x0200, 7, .disconnected), (0x0004, 200, .retrying), (0x1000, 0, .handshakeSucceeded),
                (0x4000, 400, .handshakeFailed(.init(kind: .refused, detail: 400))),
                (0x0800, 32, .handshakeFailed(.init(kind: .broken, detail: 32))),
                (0x2000, 0x1100_0001, .handshakeFailed(.init(kind: .cryptographic, detail: 0x1100_0001))),
                (0x2000, 0x1100_0002, .handshakeFailed(.init(kind: .mechanismMismatch, detail: 0x1100_0002))),
                (0x2000, 0x2000_0000, .handshakeFailed(.init(kind: .authenticator, detail: 0x2000_0000))),
                (0x2000, 0x2000_0005, .handshakeFailed(.init(kind: .authenticator, detail: 0x2000_0005))),
                (0x2000, 0x1000_0013, .handshakeFailed(.init(kind: .malformed, detail: 0x1000_0013))),
            ] as [(UInt16, UInt32, ConnectionEvent)])
        func known(_ event: UInt16, _ value: UInt32, _ expected: ConnectionEvent) {
            #expect(ConnectionEvent(frame: Self.frame(event, value)) == expected)
        }

        @Test("An event we did not ask for, and a frame of another length, are no event")
        func unknown() {
            #expect(ConnectionEvent(frame: Self.frame(0x0400, 0)) == nil)
            #expect(ConnectionEvent(frame: []) == nil)
            #expect(ConnectionEvent(frame: Array(Self.frame(0x0020, 7).dropLast())) == nil)
            #expect(ConnectionEvent(frame: Self.frame(0x0020, 7) + [0]) == nil)
        }

        private static func frame(_ event: UInt16, _ value: UInt32) -> [UInt8] {
            withUnsafeBytes(of: event) { Array($0) } + withUnsafeBytes(of: value) { Array($0) }
        }
    }
}
