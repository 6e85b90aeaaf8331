import Testing
import ZeroMQ

extension ZeroMQTests {
    @Suite struct OutcomeTests {
        @Test("An answer to a peer that has gone is unreachable, and counted")
        func gonePeer() async throws {
            try await withContext { test in
                let server = TestServer(test.context, echoes: false)
                let client = TestClient(test.context)
                try await client.connect(try await server.start("inproc://outcomes"))
                #expect(try await client.sendWhenWritable([[1]]) == .sent)
                let peer = try #require(await server.waitForMessages(1)[0].peer)
                #expect(try await server.send([[2]], to: peer) == .sent)
                await client.close()
                try await eventually("the server learns of it") {
                    try await server.send([[2]], to: peer) == .unreachable
                }
                #expect(test.count("zeromq_messages_not_sent_total", [("reason", "unreachable")]) == 1)
            }
        }

        @Test("An answer to a made-up peer is unreachable, whatever its id", arguments: [0, 1, 5, 255])
        func unknownPeer(_ length: Int) async throws {
            try await withContext { test in
                let server = TestServer(test.context)
                _ = try await server.start("inproc://outcomes")
                let nobody = PeerID(bytes: Array(repeating: 1, count: length))
                #expect(try await server.send([[1]], to: nobody) == .unreachable)
            }
        }

        @Test("A DEALER that is not connected queues nothing: the send would block")
        func notConnected() async throws {
            try await withContext { test in
                let client = TestClient(test.context)
                try await client.connect(
                    "tcp://127.0.0.1:1", client: CurveClient(keys: .make(), serverKey: CurveKeyPair.make().publicKey))
                #expect(try await client.send([[1]]) == .wouldBlock)
                #expect(test.count("zeromq_messages_not_sent_total", [("reason", "would_block")]) == 1)
                #expect(test.count("zeromq_messages_sent_total") == 0)
            }
        }

        @Test("A peer that reads nothing fills its queue; then the answer would block, and nothing else does")
        func fullQueue() async throws {
            try await withContext { test in
                var narrow = SocketOptions()
                narrow.sendHighWaterMark = 2
                narrow.receiveHighWaterMark = 3
                let server = TestServer(test.context, echoes: false)
                let slow = TestClient(test.context)
                let other = TestClient(test.context)
                let endpoint = try await server.start("inproc://outcomes", options: narrow)
                try await slow.connect(endpoint, options: narrow)
                try await other.connect(endpoint)
                #expect(try await slow.sendWhenWritable([[1]]) == .sent)
                #expect(try await other.sendWhenWritable([[2]]) == .sent)
                let received = await server.waitForMessages(2)
                let slowPeer = try #require(received.first { $0.parts == [[1]] }?.peer)
                let otherPeer = try #require(received.first { $0.parts == [[2]] }?.peer)
                await slow.pause()
                var sent = 0
                while try await server.send([[3]], to: slowPeer) == .sent, sent < 100 { sent += 1 }
                // Over inproc the two marks add up.
                #expect(sent == 5)
                #expect(try await server.send([[4]], to: otherPeer) == .sent)
                #expect(await other.waitForMessages(1).map(\.parts) == [[[4]]])
                await slow.resume()
                #expect(await slow.waitForMessages(5).count == 5)
                try await eventually("there is room again") { try await server.send([[5]], to: slowPeer) == .sent }
            }
        }

        @Test("A DEALER is connected once")
        func connectedOnce() async throws {
            try await withContext { test in
                #expect(await DealerTwice(test.context).secondConnect() == .invalidArgument)
            }
        }

        @Test("A closed socket says so, and closing again is harmless")
        func closedSocket() async throws {
            try await withContext { test in
                let server = TestServer(test.context)
                let client = TestClient(test.context)
                try await client.connect(try await server.start("inproc://outcomes"))
                await client.close()
                await client.close()
                #expect(await client.isClosed)
                let error = await #expect(throws: ZeroMQError.self) { try await client.send([[1]]) }
                #expect(error?.code == .socketClosed && error?.operation == "send")
            }
        }

        @Test("What was sent before a close still arrives when the socket may linger")
        func linger() async throws {
            try await withContext { test in
                let serverKeys = try CurveKeyPair.make()
                let keys = try CurveKeyPair.make()
                test.policy.replace(allowed: [keys.publicKey])
                let server = TestServer(test.context, echoes: false)
                let endpoint = try await server.start("tcp://127.0.0.1:*", server: CurveServer(keys: serverKeys))
                var options = SocketOptions()
                options.linger = .seconds(20)
                let client = TestClient(test.context)
                try await client.connect(
                    endpoint, options: options, client: CurveClient(keys: keys, serverKey: serverKeys.publicKey))
                #expect(try await client.sendWhenWritable([[0]]) == .sent)
                await server.pause()
                #expect(try await client.sendManyAndClose(500) == 500)
                await server.resume()
                #expect(await server.waitForMessages(501).count == 501)
            }
        }

        @Test("Binding a port in use names the endpoint and may be retried; nonsense may not")
        func bindErrors() async throws {
            try await withContext { test in
                let keys = CurveServer(keys: try .make())
                let endpoint = try await TestServer(test.context).start("tcp://127.0.0.1:*", server: keys)
                let inUse = await #expect(throws: ZeroMQError.self) {
                    try await TestServer(test.context).start(endpoint, server: keys)
                }
                #expect(inUse?.subject == endpoint && inUse?.operation == "bind" && inUse?.isRetriable == true)
                #expect(inUse?.description.contains("Address already in use") == true)
                for wrong in ["tcp://", "nonsense", "udp://127.0.0.1:1", "tcp://127.0.0.1:70000"] {
                    let error = await #expect(throws: ZeroMQError.self) {
                        try await TestServer(test.context).start(wrong, server: keys)
                    }
                    #expect(error?.subject == wrong && error?.isRetriable == false)
                }
            }
        }

        @Test("Connections and handshakes of a socket are counted and told to its owner")
        func connectionEvents() async throws {
            try await withCurveServer { test, serverKeys, endpoint in
                let keys = try CurveKeyPair.make()
                test.policy.replace(allowed: [keys.publicKey])
                let client = TestClient(test.context)
                try await client.connect(endpoint, client: CurveClient(keys: keys, serverKey: serverKeys.publicKey))
                _ = try await client.request([[1]])
                try await eventually("both ends are counted") {
                    test.count("zeromq_handshakes_succeeded_total") == 2
                }
                #expect(test.count("zeromq_connections_accepted_total") == 1)
                #expect(test.count("zeromq_connections_established_total") == 1)
                #expect(await client.events == [.connected, .handshakeSucceeded])
                await client.close()
                try await eventually("the loss is counted") { test.count("zeromq_connections_lost_total") == 1 }
            }
        }
    }
}

private actor DealerTwice {
    private let context: ZeroMQContext

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext) {
        self.context = context
    }

    func secondConnect() -> ZeroMQError.Code? {
        do throws(ZeroMQError) {
            let socket = try DealerSocket(context: context, client: nil)
            try socket.connect("inproc://first")
            try socket.connect("inproc://second")
            return nil
        } catch {
            return error.code
        }
    }
}
