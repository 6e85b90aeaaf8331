import Testing
import ZeroMQ

extension ZeroMQTests {
    @Suite struct AuthenticationTests {
        @Test("A key off the allow-list is refused, counted by reason and logged without its secret")
        func unknownKey() async throws {
            try await withCurveServer { test, serverKeys, endpoint in
                let keys = try CurveKeyPair.make()
                let client = TestClient(test.context)
                try await client.connect(endpoint, client: CurveClient(keys: keys, serverKey: serverKeys.publicKey))
                try await eventually("the client sees its refusal") {
                    await client.events.contains { Self.isRefusal($0) }
                }
                #expect(test.count("zeromq_zap_refused_total", [("reason", "unknown_key")]) >= 1)
                #expect(test.count("zeromq_zap_allowed_total") == 0)
                #expect(test.count("zeromq_handshakes_failed_total", [("reason", "refused")]) >= 1)
                #expect(try await client.send([[1]]) == .wouldBlock)
                #expect(
                    test.log.lines.contains { $0.contains("unknown_key") && $0.contains(keys.publicKey.z85.prefix(8)) })
            }
        }

        @Test("A refused client goes on trying, and is let in once its key is on the list")
        func addedKey() async throws {
            try await withCurveServer { test, serverKeys, endpoint in
                let keys = try CurveKeyPair.make()
                let client = TestClient(test.context)
                var options = SocketOptions()
                options.reconnectInterval = .milliseconds(10)
                try await client.connect(
                    endpoint, options: options, client: CurveClient(keys: keys, serverKey: serverKeys.publicKey))
                try await eventually("several refusals") { test.count("zeromq_zap_refused_total") >= 3 }
                test.policy.replace(allowed: [keys.publicKey])
                #expect(try await client.request([[1]]).parts == [[1]])
            }
        }

        @Test("A revoked key keeps its connection, named on every message, and is refused at the next one")
        func revokedKey() async throws {
            try await withCurveServer { test, serverKeys, endpoint in
                let keys = try CurveKeyPair.make()
                test.policy.replace(allowed: [keys.publicKey])
                let role = CurveClient(keys: keys, serverKey: serverKeys.publicKey)
                let client = TestClient(test.context)
                try await client.connect(endpoint, client: role)
                _ = try await client.request([[1]])
                test.policy.replace(allowed: [])
                #expect(try await client.request([[2]]).parts == [[2]])
                let refused = test.count("zeromq_zap_refused_total")
                try await client.connectAgain(endpoint, client: role)
                try await eventually("the refusal") { test.count("zeromq_zap_refused_total") > refused }
                #expect(try await client.send([[3]]) == .wouldBlock)
            }
        }

        @Test("Each message carries the key of its own sender when several send in turn")
        func userIDs() async throws {
            try await withContext { test in
                let serverKeys = try CurveKeyPair.make()
                let server = TestServer(test.context)
                let endpoint = try await server.start("tcp://127.0.0.1:*", server: CurveServer(keys: serverKeys))
                let keys = [try CurveKeyPair.make(), try CurveKeyPair.make(), try CurveKeyPair.make()]
                test.policy.replace(allowed: Set(keys.map(\.publicKey)))
                var clients: [TestClient] = []
                for pair in keys {
                    let client = TestClient(test.context)
                    try await client.connect(
                        endpoint, client: CurveClient(keys: pair, serverKey: serverKeys.publicKey))
                    clients.append(client)
                }
                for round in 0..<5 {
                    for (index, client) in clients.enumerated() {
                        _ = try await client.request([[UInt8(round)], [UInt8(index)]])
                    }
                }
                let received = await server.received
                #expect(received.count == 15)
                #expect(received.allSatisfy { $0.userID == keys[Int($0.parts[1][0])].publicKey.z85 })
            }
        }

        @Test("A client that expects another server key gets nowhere, and the server counts it as cryptographic")
        func wrongServerKey() async throws {
            try await withCurveServer { test, _, endpoint in
                let keys = try CurveKeyPair.make()
                test.policy.replace(allowed: [keys.publicKey])
                let client = TestClient(test.context)
                try await client.connect(
                    endpoint, client: CurveClient(keys: keys, serverKey: CurveKeyPair.make().publicKey))
                try await eventually("the failure is counted") {
                    test.count("zeromq_handshakes_failed_total", [("reason", "cryptographic")]) >= 1
                }
                #expect(test.count("zeromq_zap_allowed_total") == 0)
            }
        }

        @Test("A server of another ZAP domain than the policy's lets nobody in")
        func otherDomain() async throws {
            try await withContext { test in
                let serverKeys = try CurveKeyPair.make()
                let keys = try CurveKeyPair.make()
                test.policy.replace(allowed: [keys.publicKey])
                let endpoint = try await TestServer(test.context).start(
                    "tcp://127.0.0.1:*", server: CurveServer(keys: serverKeys, domain: "elsewhere"))
                let client = TestClient(test.context)
                try await client.connect(endpoint, client: CurveClient(keys: keys, serverKey: serverKeys.publicKey))
                try await eventually("the refusal") {
                    test.count("zeromq_zap_refused_total", [("reason", "domain")]) >= 1
                }
            }
        }

        private static func isRefusal(_ event: ConnectionEvent) -> Bool {
            guard case .handshakeFailed(let failure) = event else { return false }
            return failure.kind == .refused && failure.detail == 400
        }
    }
}

/// An echoing CURVE server that lets nobody in yet.
func withCurveServer(
    _ body: (_ test: TestContext, _ serverKeys: CurveKeyPair, _ endpoint: String) async throws -> Void
) async throws {
    try await withContext { test in
        let serverKeys = try CurveKeyPair.make()
        let server = TestServer(test.context)
        let endpoint = try await server.start("tcp://127.0.0.1:*", server: CurveServer(keys: serverKeys))
        try await body(test, serverKeys, endpoint)
    }
}
