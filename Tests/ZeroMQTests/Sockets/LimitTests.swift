import Testing
import ZeroMQ

extension ZeroMQTests {
    @Suite struct LimitTests {
        @Test("A message of exactly the allowed parts arrives; one more is dropped, counted, and the next arrives")
        func parts() async throws {
            try await withContext { test in
                let (server, client) = try await Self.pair(test, clientParts: 9)
                let eight = Array(repeating: [UInt8](), count: 8)
                #expect(try await client.sendWhenWritable(eight) == .sent)
                #expect(try await client.send(eight + [[1]]) == .sent)
                #expect(try await client.send([[2]]) == .sent)
                let received = await server.waitForMessages(2)
                #expect(received.map(\.parts) == [eight, [[2]]])
                #expect(test.count("zeromq_messages_dropped_total", [("reason", "too_many_parts")]) == 1)
                #expect(test.count("zeromq_messages_received_total") == 2)
            }
        }

        @Test("A message of very many parts is thrown away over several turns, and the next arrives")
        func manyParts() async throws {
            try await withContext { test in
                let server = TestServer(test.context)
                let endpoint = try await server.start("inproc://limits")
                let sender = FrameSender(test.context)
                try await sender.connect(endpoint)
                try await sender.send(parts: 40_000)
                try await sender.send(parts: 1)
                #expect(await server.waitForMessages(1).map(\.parts) == [[[7]]])
                #expect(test.count("zeromq_messages_dropped_total", [("reason", "too_many_parts")]) == 1)
            }
        }

        @Test("A part of exactly the allowed size arrives; one byte more over inproc is dropped and counted")
        func sizes() async throws {
            try await withContext { test in
                var small = SocketOptions()
                small.maxMessageBytes = 1_000
                let (server, client) = try await Self.pair(test, serverOptions: small)
                let largest = [UInt8](repeating: 3, count: 1_000)
                #expect(try await client.sendWhenWritable([[1], largest]) == .sent)
                #expect(try await client.send([[1], largest + [3], [1]]) == .sent)
                #expect(try await client.send([[2]]) == .sent)
                #expect(await server.waitForMessages(2).map(\.parts) == [[[1], largest], [[2]]])
                #expect(test.count("zeromq_messages_dropped_total", [("reason", "too_large")]) == 1)
            }
        }

        @Test("Over tcp with CURVE the largest part arrives, and a peer that sends far more is cut off")
        func sizesOverCurve() async throws {
            try await withContext { test in
                let serverKeys = try CurveKeyPair.make()
                let keys = try CurveKeyPair.make()
                test.policy.replace(allowed: [keys.publicKey])
                let server = TestServer(test.context)
                let endpoint = try await server.start("tcp://127.0.0.1:*", server: CurveServer(keys: serverKeys))
                let role = CurveClient(keys: keys, serverKey: serverKeys.publicKey)
                let limit = SocketOptions().maxMessageBytes
                #expect(limit == 4_194_304)
                var larger = SocketOptions()
                larger.maxMessageBytes = 2 * limit
                let client = TestClient(test.context)
                try await client.connect(endpoint, options: larger, client: role)
                let largest = [UInt8](repeating: 9, count: limit)
                #expect(try await client.request([largest]).parts == [largest])
                #expect(try await client.send([[UInt8](repeating: 9, count: limit + 1_000)]) == .sent)
                try await eventually("the peer is cut off") { test.count("zeromq_connections_lost_total") >= 1 }
                let other = TestClient(test.context)
                try await other.connect(endpoint, client: role)
                #expect(try await other.request([[1]]).parts == [[1]])
                let counts = await server.received.map { $0.parts[0].count }
                #expect(counts == [limit, 1])
            }
        }

        @Test("A client cut off because its server sent too much comes back by itself")
        func oversizedAnswer() async throws {
            try await withContext { test in
                var options = SocketOptions()
                options.allowsPlaintext = true
                let server = TestServer(test.context)
                let endpoint = try await server.start("tcp://127.0.0.1:*", options: options)
                options.maxMessageBytes = 1_000
                options.reconnectInterval = .milliseconds(10)
                let client = TestClient(test.context)
                try await client.connect(endpoint, options: options)
                #expect(try await client.request([[1]]).parts == [[1]])
                let peer = try #require(await server.received[0].peer)
                #expect(try await server.send([[UInt8](repeating: 2, count: 2_000)], to: peer) == .sent)
                // What is sent while the old connection ends may be lost, as any message in flight.
                try await eventually("it is back") {
                    await client.events.count { $0 == .handshakeSucceeded } == 2
                }
                #expect(await client.events.contains(.disconnected))
                #expect(try await client.request([[3]]).parts == [[3]])
            }
        }

        @Test("Sending refuses no parts, one part too many, and one byte too many, before anything is sent")
        func sendLimits() async throws {
            try await withContext { test in
                var small = SocketOptions()
                small.maxMessageBytes = 10
                let server = TestServer(test.context)
                let client = TestClient(test.context)
                try await client.connect(try await server.start("inproc://limits"), options: small)
                let ten = [UInt8](repeating: 1, count: 10)
                #expect(try await client.request(Array(repeating: ten, count: 8)).parts.count == 8)
                for parts in [Array(repeating: ten, count: 9), [[1], ten + [1]]] {
                    let error = await #expect(throws: ZeroMQError.self) { try await client.send(parts) }
                    #expect(error?.code == .messageTooLarge && error?.isRetriable == false)
                }
                let empty = await #expect(throws: ZeroMQError.self) { try await client.send([]) }
                #expect(empty?.code == .invalidArgument)
                #expect(await server.received.count == 1)
            }
        }

        struct Option: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let isValid: Bool
            let change: @Sendable (inout SocketOptions) -> Void

            init(_ name: String, _ isValid: Bool, _ change: @escaping @Sendable (inout SocketOptions) -> Void) {
                testDescription = name
                self.isValid = isValid
                self.change = change
            }
        }

        static let options: [Option] = [
            Option("send mark 0", false) { $0.sendHighWaterMark = 0 },
            Option("send mark 1", true) { $0.sendHighWaterMark = 1 },
            Option("send mark 1,000,000", true) { $0.sendHighWaterMark = 1_000_000 },
            Option("send mark 1,000,001", false) { $0.sendHighWaterMark = 1_000_001 },
            Option("receive mark 0", false) { $0.receiveHighWaterMark = 0 },
            Option("receive mark 1,000,001", false) { $0.receiveHighWaterMark = 1_000_001 },
            Option("0 bytes", false) { $0.maxMessageBytes = 0 },
            Option("1 byte", true) { $0.maxMessageBytes = 1 },
            Option("1 GiB", true) { $0.maxMessageBytes = 1 << 30 },
            Option("1 GiB and a byte", false) { $0.maxMessageBytes = (1 << 30) + 1 },
            Option("0 parts", false) { $0.maxParts = 0 },
            Option("1,024 parts", true) { $0.maxParts = 1_024 },
            Option("1,025 parts", false) { $0.maxParts = 1_025 },
            Option("backlog 0", false) { $0.acceptBacklog = 0 },
            Option("backlog 65,536", false) { $0.acceptBacklog = 65_536 },
            Option("no handshake time", false) { $0.handshakeTimeout = .zero },
            Option("1 ms of handshake time", true) { $0.handshakeTimeout = .milliseconds(1) },
            Option("an hour between attempts", true) { $0.maxReconnectInterval = .seconds(3_600) },
            Option("more than an hour between attempts", false) { $0.maxReconnectInterval = .seconds(3_601) },
            Option("negative linger", false) { $0.linger = .milliseconds(-1) },
            Option("60 s of linger", true) { $0.linger = .seconds(60) },
            Option("more than 60 s of linger", false) { $0.linger = .milliseconds(60_001) },
            Option("negative heartbeat", false) { $0.heartbeatInterval = .seconds(-1) },
        ]

        @Test("An option at the edge of its range is taken, beyond it the socket is not made", arguments: options)
        func optionRanges(_ option: Option) async throws {
            try await withContext { test in
                var options = SocketOptions()
                option.change(&options)
                do throws(ZeroMQError) {
                    try await TestClient(test.context).connect("inproc://nobody", options: options)
                    #expect(option.isValid)
                } catch {
                    #expect(!option.isValid && error.code == .invalidArgument)
                }
            }
        }

        @Test("A context with a number out of range is not made")
        func contextRanges() async throws {
            let wrong: [@Sendable (inout ContextConfiguration) -> Void] = [
                { $0.ioThreads = 0 }, { $0.ioThreads = 17 }, { $0.maxSockets = 0 }, { $0.maxSockets = 65_536 },
                { $0.maxMessagesPerTurn = 0 }, { $0.maxMessagesPerTurn = 65_537 }, { $0.turnBudget = .zero },
                { $0.jobBudget = .zero },
            ]
            for change in wrong {
                let error = await #expect(throws: ZeroMQError.self) {
                    try await withContext(configure: { change(&$0) }) { _ in }
                }
                #expect(error?.code == .invalidArgument)
            }
        }

        private static func pair(
            _ test: TestContext, serverOptions: SocketOptions = .init(), clientParts: Int = 8
        ) async throws -> (TestServer, TestClient) {
            let server = TestServer(test.context, echoes: false)
            let client = TestClient(test.context)
            var options = SocketOptions()
            options.maxParts = clientParts
            try await client.connect(
                try await server.start("inproc://limits", options: serverOptions), options: options)
            return (server, client)
        }
    }
}
