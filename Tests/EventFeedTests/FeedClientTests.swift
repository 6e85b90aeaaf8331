import Contracts
import Foundation
import GRDB
import Logging
import School
import Synchronization
import Testing
import ZeroMQ

@testable import EventFeed

@Suite("Requests while nobody is connected", .timeLimit(.minutes(1)))
struct FeedClientTests {
    private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    @Test("those that time out or are cancelled are forgotten, and never sent late")
    func neverSentLate() async throws {
        try await withPort { port in
            await withTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        await #expect(throws: FeedClientError.timedOut) {
                            _ = try await port.client.ask(.status, WireStatus(), timeout: .milliseconds(100))
                        }
                    }
                }
            }
            #expect(await port.client.unsent == 0)
            await withTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        await #expect(throws: CancellationError.self) {
                            _ = try await port.client.ask(.status, WireStatus(), timeout: .seconds(3_600))
                        }
                    }
                }
                while await port.client.unsent < 20 { await Task.yield() }
                group.cancelAll()
            }
            #expect(await port.client.unsent == 0)

            try await port.serve {
                let reply = try await port.client.ask(.backup, WireBackup(), timeout: .seconds(30))
                #expect(reply.kind == .refused)
            }
            #expect(port.desk.requests == [.backup(folder: nil)])
        }
    }

    @Test("one that still waits when the other side comes is sent, and requests time out in the order of their time")
    func sentOnceConnected() async throws {
        try await withPort { port in
            try await withThrowingTaskGroup(of: WireKind?.self) { group in
                group.addTask { try await port.client.ask(.backup, WireBackup(), timeout: .seconds(30)).kind }
                for timeout in [200, 100] {
                    group.addTask {
                        await #expect(throws: FeedClientError.timedOut) {
                            _ = try await port.client.ask(.status, WireStatus(), timeout: .milliseconds(timeout))
                        }
                        return nil
                    }
                }
                var kinds = [try await group.next(), try await group.next()].compactMap { $0 ?? nil }
                #expect(kinds.isEmpty)
                #expect(await port.client.unsent == 1)
                try await port.serve {
                    kinds = try await group.reduce(into: []) { $0.append(contentsOf: [$1].compactMap { $0 }) }
                }
                #expect(kinds == [.refused])
            }
            #expect(port.desk.requests == [.backup(folder: nil)])
        }
    }

    @Test("why it does not come about is known: nobody there, a key that is not wanted, another server's key")
    func trouble() async throws {
        let context = try ZeroMQContext(logger: Self.logger)
        let (server, wanted, other) = (try CurveKeyPair.make(), try CurveKeyPair.make(), try CurveKeyPair.make())
        let policy = ZAPPolicy()
        try await context.bindAuthenticator(policy)
        let rights = SenderRights(name: "operator", keys: [wanted.publicKey], isOperator: true)
        let port = FeedServer(
            context: context, keys: server, allowList: try AllowList([rights], policy: policy),
            parts: .init(
                log: nil, database: try DatabaseQueue(), commands: nil, desk: RecordingDesk(), isSample: false),
            logger: Self.logger)
        let endpoint = try await port.start("tcp://127.0.0.1:*")
        let asked: [(endpoint: String, keys: CurveKeyPair, server: CurveKeyPair, trouble: ConnectionTrouble?)] = [
            ("tcp://127.0.0.1:1", wanted, server, .nobodyListens), (endpoint, other, server, .keyRefused),
            (endpoint, wanted, other, .handshakeBroken), (endpoint, wanted, server, nil),
        ]
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await port.run() }
            defer { group.cancelAll() }
            for (endpoint, keys, server, trouble) in asked {
                let client = FeedClient(
                    context: context, endpoint: endpoint,
                    curve: CurveClient(keys: keys, serverKey: server.publicKey))
                await #expect(throws: FeedClientError.self) {
                    _ = try await client.trace(TraceQuestion(trace: numbered(1)), timeout: .seconds(1))
                }
                #expect(await client.trouble == trouble, "\(String(describing: trouble))")
                await client.close()
            }
        }
        await context.shutdown()
    }

    /// A port that is not bound yet, and a client that asks it all the same.
    private struct Port {
        let server: FeedServer
        let client: FeedClient
        let desk: RecordingDesk
        let endpoint: String

        func serve(_ body: () async throws -> Void) async throws {
            _ = try await server.start(endpoint)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                defer { group.cancelAll() }
                try await body()
            }
        }
    }

    private func withPort(_ body: (Port) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("port-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let context = try ZeroMQContext(logger: Self.logger)
        let (serverKeys, clientKeys) = (try CurveKeyPair.make(), try CurveKeyPair.make())
        let policy = ZAPPolicy()
        try await context.bindAuthenticator(policy)
        let rights = SenderRights(name: "operator", keys: [clientKeys.publicKey], isOperator: true)
        let desk = RecordingDesk()
        let server = FeedServer(
            context: context, keys: serverKeys, allowList: try AllowList([rights], policy: policy),
            parts: .init(log: nil, database: try DatabaseQueue(), commands: nil, desk: desk, isSample: false),
            logger: Self.logger)
        let client = FeedClient(
            context: context, endpoint: "ipc://\(path)",
            curve: CurveClient(keys: clientKeys, serverKey: serverKeys.publicKey))
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(
                try await body(Port(server: server, client: client, desk: desk, endpoint: "ipc://\(path)")))
        } catch {
            outcome = .failure(error)
        }
        await context.shutdown()
        try outcome.get()
    }
}

private final class RecordingDesk: OperatorDesk {
    private let asked = Mutex<[DeskRequest]>([])

    var requests: [DeskRequest] { asked.withLock { $0 } }

    func answer(_ request: DeskRequest) async -> DeskAnswer {
        asked.withLock { $0.append(request) }
        return .refused(code: "not-served", field: nil, message: "it only takes notes")
    }
}
