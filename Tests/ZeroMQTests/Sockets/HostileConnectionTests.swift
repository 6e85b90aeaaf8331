import Testing
import ZeroMQ

extension ZeroMQTests {
    @Suite struct HostileConnectionTests {
        @Test("50 TCP connections that say nothing do not hold up a real peer, and are closed in time")
        func silentConnections() async throws {
            try await withPeer { test, endpoint, role, _ in
                let silent = try (0..<50).map { _ in try RawConnection(to: endpoint) }
                try await eventually("they are accepted") { test.count("zeromq_connections_accepted_total") >= 50 }
                let client = TestClient(test.context)
                try await client.connect(endpoint, client: role)
                #expect(try await client.request([[1]]).parts == [[1]])
                #expect(test.count("zeromq_handshakes_failed_total") == 0, "all of them are still open")
                try await eventually("they are closed") { test.count("zeromq_handshakes_failed_total") >= 50 }
                #expect(try await client.request([[2]]).parts == [[2]])
                #expect(silent.count == 50)
            }
        }

        @Test("Connections that send garbage are counted and closed, and a real peer goes on")
        func garbage() async throws {
            try await withPeer { test, endpoint, role, _ in
                let client = TestClient(test.context)
                try await client.connect(endpoint, client: role)
                #expect(try await client.request([[1]]).parts == [[1]])
                let beginnings: [[UInt8]] = [
                    Array("GET / HTTP/1.1\r\n\r\n".utf8), Array(repeating: 0, count: 100),
                    Array(repeating: 255, count: 100), [255] + Array(repeating: 0, count: 8) + [127, 3],
                ]
                var generator = SystemRandomNumberGenerator()
                var open: [RawConnection] = []
                for index in 0..<40 {
                    let connection = try RawConnection(to: endpoint)
                    let noise = (0..<500).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
                    connection.send(beginnings[index % beginnings.count] + noise)
                    open.append(connection)
                }
                try await eventually("they have failed") {
                    test.count("zeromq_handshakes_failed_total") + test.count("zeromq_connections_lost_total") >= 40
                }
                #expect(try await client.request([[2]]).parts == [[2]])
                #expect(
                    test.count("zeromq_messages_received_total") == 5, "two requests, two answers, one ZAP question")
            }
        }

        /// An echoing CURVE server with half a second for handshakes, and a client's role that it lets in.
        private func withPeer(
            _ body: (TestContext, _ endpoint: String, CurveClient, SocketOptions) async throws -> Void
        ) async throws {
            try await withContext { test in
                let serverKeys = try CurveKeyPair.make()
                let keys = try CurveKeyPair.make()
                test.policy.replace(allowed: [keys.publicKey])
                var options = SocketOptions()
                options.handshakeTimeout = .milliseconds(500)
                let endpoint = try await TestServer(test.context).start(
                    "tcp://127.0.0.1:*", options: options, server: CurveServer(keys: serverKeys))
                let role = CurveClient(keys: keys, serverKey: serverKeys.publicKey)
                try await body(test, endpoint, role, options)
            }
        }
    }
}
