import Testing
import ZeroMQ

extension ZeroMQTests {
    @Suite struct RoundTripTests {
        @Test("A message to a ROUTER over inproc comes back whole, empty parts included")
        func inprocRoundTrip() async throws {
            try await withContext { test in
                let server = TestServer(test.context)
                let client = TestClient(test.context)
                let endpoint = try await server.start("inproc://echo")
                try await client.connect(endpoint)
                let reply = try await client.request([[1, 2, 3], [], [255]])
                #expect(reply.parts == [[1, 2, 3], [], [255]])
                #expect(reply.peer == nil)
                let received = await server.received
                #expect(received.count == 1)
                #expect(received[0].peer != nil)
                #expect(received[0].userID == nil)
            }
        }

        @Test("A message over tcp with CURVE comes back, and each carries the sender's public key")
        func curveRoundTrip() async throws {
            try await withContext { test in
                let serverKeys = try CurveKeyPair.make()
                let clientKeys = try CurveKeyPair.make()
                test.policy.replace(allowed: [clientKeys.publicKey])
                let server = TestServer(test.context)
                let client = TestClient(test.context)
                let endpoint = try await server.start("tcp://127.0.0.1:*", server: CurveServer(keys: serverKeys))
                #expect(endpoint.hasPrefix("tcp://127.0.0.1:") && !endpoint.hasSuffix("*"))
                try await client.connect(
                    endpoint, client: CurveClient(keys: clientKeys, serverKey: serverKeys.publicKey))
                for index in 0..<10 {
                    let reply = try await client.request([[UInt8(index)], Array(repeating: 7, count: 1_000)])
                    #expect(reply.parts == [[UInt8(index)], Array(repeating: 7, count: 1_000)])
                    #expect(reply.userID == nil)
                }
                let received = await server.received
                #expect(received.count == 10)
                #expect(received.allSatisfy { $0.userID == clientKeys.publicKey.z85 })
            }
        }
    }
}
