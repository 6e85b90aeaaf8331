import Testing

@testable import ZeroMQ

extension ZeroMQTests {
    @Suite struct FailClosedTests {
        @Test("A CURVE server cannot be made before the ZAP handler is bound")
        func noAuthenticator() async throws {
            try await withContext(authenticated: false) { test in
                let keys = try CurveKeyPair.make()
                #expect(!test.context.isAuthenticatorBound)
                let error = await #expect(throws: ZeroMQError.self) {
                    try await TestServer(test.context).start("tcp://127.0.0.1:*", server: CurveServer(keys: keys))
                }
                #expect(error?.code == .authenticatorMissing && error?.isRetriable == false)
                try await test.context.bindAuthenticator(test.policy)
                #expect(test.context.isAuthenticatorBound)
                let endpoint = try await TestServer(test.context).start(
                    "tcp://127.0.0.1:*", server: CurveServer(keys: keys))
                #expect(endpoint.hasPrefix("tcp://"))
            }
        }

        @Test("A second ZAP handler is refused")
        func secondAuthenticator() async throws {
            try await withContext { test in
                let error = await #expect(throws: ZeroMQError.self) {
                    try await test.context.bindAuthenticator(ZAPPolicy())
                }
                #expect(error?.code == .authenticatorBound)
            }
        }

        @Test("A ZAP domain of 0 or 255 bytes is refused, of 1 or 254 taken", arguments: [0, 1, 254, 255])
        func domainLengths(_ count: Int) async throws {
            try await withContext { test in
                let role = CurveServer(keys: try .make(), domain: String(repeating: "d", count: count))
                let endpoint = try? await TestServer(test.context).start("tcp://127.0.0.1:*", server: role)
                #expect((endpoint != nil) == (1...254).contains(count))
            }
        }

        @Test(
            "A network endpoint without keys is refused, unless asked for",
            arguments: [
                "tcp://127.0.0.1:*", "ipc:///tmp/zeromq-tests-plain",
            ])
        func plaintext(_ endpoint: String) async throws {
            try await withContext { test in
                let refused = await #expect(throws: ZeroMQError.self) {
                    try await TestServer(test.context).start(endpoint)
                }
                #expect(refused?.code == .plaintextRefused && refused?.subject == endpoint)
                let refusedClient = await #expect(throws: ZeroMQError.self) {
                    try await TestClient(test.context).connect("tcp://127.0.0.1:9")
                }
                #expect(refusedClient?.code == .plaintextRefused)
                var options = SocketOptions()
                options.allowsPlaintext = true
                let bound = try await TestServer(test.context).start(endpoint, options: options)
                let client = TestClient(test.context)
                try await client.connect(bound, options: options)
                #expect(try await client.request([[1]]).parts == [[1]])
            }
        }

        @Test("A client without keys cannot speak to a CURVE server")
        func plaintextClient() async throws {
            try await withCurveServer { test, _, endpoint in
                var options = SocketOptions()
                options.allowsPlaintext = true
                let client = TestClient(test.context)
                try await client.connect(endpoint, options: options)
                try await eventually("the failure is counted") {
                    test.count("zeromq_handshakes_failed_total", [("reason", "mechanism_mismatch")]) >= 1
                }
                #expect(try await client.send([[1]]) == .wouldBlock)
            }
        }

        @Test("The self-check passes when the server refuses its throw-away key")
        func selfCheckPasses() async throws {
            try await withCurveServer { test, serverKeys, endpoint in
                try await test.context.verifyRefusesUnknownKey(
                    endpoint: endpoint, serverKey: serverKeys.publicKey, timeout: .seconds(20))
                #expect(test.count("zeromq_zap_refused_total", [("reason", "unknown_key")]) >= 1)
                #expect(test.log.lines.contains { $0.contains("throw-away key was refused") })
            }
        }

        @Test("The self-check fails when the server lets every key in")
        func selfCheckFindsOpenServer() async throws {
            try await withContext(authenticated: false) { test in
                let keys = try CurveKeyPair.make()
                let open = OpenServer(test.context)
                let endpoint = try await open.start(keys)
                let error = await #expect(throws: ZeroMQError.self) {
                    try await test.context.verifyRefusesUnknownKey(
                        endpoint: endpoint, serverKey: keys.publicKey, timeout: .seconds(20))
                }
                #expect(error?.code == .unknownKeyAccepted && error?.isRetriable == false)
            }
        }

        @Test("The self-check fails when nobody answers in time, and may be retried")
        func selfCheckTimesOut() async throws {
            try await withContext { test in
                let error = await #expect(throws: ZeroMQError.self) {
                    try await test.context.verifyRefusesUnknownKey(
                        endpoint: "tcp://127.0.0.1:1", serverKey: CurveKeyPair.make().publicKey,
                        timeout: .milliseconds(50))
                }
                #expect(error?.code == .refusalNotSeen && error?.isRetriable == true)
            }
        }
    }
}

/// A CURVE server without ZAP, as libzmq makes it when nothing else is said: made here by hand, our own API cannot.
private actor OpenServer {
    private static let curveServerOption: Int32 = 47
    private static let curveSecretKeyOption: Int32 = 49

    private let context: ZeroMQContext
    private var socket: SocketCore?

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext) {
        self.context = context
    }

    func start(_ keys: CurveKeyPair) throws(ZeroMQError) -> String {
        let socket = try SocketCore(.router, context: context, options: .init(), isEncrypted: true) {
            handle throws(ZeroMQError) in
            try SocketOption.set(Self.curveServerOption, to: 1, on: handle)
            try SocketOption.set(Self.curveSecretKeyOption, to: keys.secretKey.bytes, on: handle)
        }
        self.socket = socket
        return try socket.bind("tcp://127.0.0.1:*")
    }
}
