import Foundation
import GRDB
import Logging
import School
import Synchronization
import Testing
import ZeroMQ

@testable import EventFeed

@Suite("The writer after an erasure", .timeLimit(.minutes(1)))
struct CommandWriterTests {
    enum Step: CaseIterable {
        case noting
        case emptyingLog
    }

    private let fixture: LogFixture
    /// One command a turn.
    private let queue: CommandQueue
    private let sink = RecordingSink()

    init() throws {
        var limits = CommandLimits()
        limits.batch = 1
        queue = CommandQueue(limits: limits)
        fixture = try LogFixture()
        try fixture.append(count: 1, type: LogFixture.cardType)
    }

    @Test(
        "a store that fails meanwhile ends the service, once what was committed is answered and what waits refused",
        arguments: [ResultCode.SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY], Step.allCases)
    func damaged(code: ResultCode, step: Step) async throws {
        let fault = DatabaseError(resultCode: code)
        let writer = writer(
            afterErasure: { if step == .noting { throw fault } },
            emptyLog: { _ in if step == .emptyingLog { throw fault } })
        submit("Erase", id: 10)
        submit("Append", id: 11)
        let thrown = await #expect(throws: DatabaseError.self) { try await writer.run() }
        #expect(thrown?.resultCode == code)
        #expect(sink.answers == [.accepted(2...2), .rejected(.unavailable)])
        #expect(queue.unanswered == 0)
        #expect(try fixture.count("event") == 2)
    }

    @Test("what passes by itself is tried again at the next turn, and the service goes on")
    func passing() async throws {
        let calls = Mutex(0)
        let writer = writer(emptyLog: { _ in
            let isFirst = calls.withLock { calls in
                calls += 1
                return calls == 1
            }
            if isFirst { throw DatabaseError(resultCode: .SQLITE_BUSY) }
        })
        submit("Erase", id: 10)
        submit("Append", id: 11)
        submit("Append", id: 12, body: "another")
        queue.close()
        try await writer.run()
        #expect(sink.answers == [.accepted(2...2), .accepted(3...3), .accepted(4...4)])
        #expect(calls.withLock { $0 } == 2)
        #expect(!fixture.log.erasureNotice.take())
    }

    @Test("a reader that holds the log keeps it from being emptied; once it is gone no erased byte is left")
    func pinned() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("writer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("log.sqlite").path
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        let pool = try DatabasePool(path: path, configuration: configuration)
        try fixture.database.backup(to: pool)
        let reader = try pool.makeSnapshot()
        let writer = writer(database: pool)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await writer.run() }
            defer { queue.close() }
            submit("Erase", id: 10)
            try await eventually { sink.answers.count == 1 }
            #expect(sink.answers == [.accepted(2...2)])
            #expect(try Data(contentsOf: URL(fileURLWithPath: path + "-wal")).contains(LogFixture.firstPayload))
            try reader.close()
            queue.requestHeartbeat()
            try await eventually { try Data(contentsOf: URL(fileURLWithPath: path + "-wal")).isEmpty }
        }
        #expect(try !Data(contentsOf: URL(fileURLWithPath: path)).contains(LogFixture.firstPayload))
        #expect(try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA busy_timeout") } == 5_000)
        try pool.close()
    }

    private func submit(_ name: String, id: UInt16, body: String = "body") {
        let pending = PendingCommand(
            command: fixture.command(name, id: id, body: body),
            origin: .wire(peer: PeerID(bytes: [1]), requestID: UInt64(id), traceID: .none))
        #expect(queue.submit(.command(pending)) == nil)
    }

    private func writer(
        database: (any DatabaseWriter)? = nil, afterErasure: @escaping @Sendable () async throws -> Void = {},
        emptyLog: @escaping @Sendable (Database) throws -> Void = { try $0.emptyWriteAheadLog() }
    ) -> CommandWriter {
        CommandWriter(
            queue: queue, executor: fixture.executor,
            surroundings: .init(
                database: database ?? fixture.database, hasRoom: { true }, faults: FaultHook(),
                afterErasure: afterErasure, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
                emptyLog: emptyLog),
            sink: sink)
    }
}

extension LogFixture {
    /// What the first event of `append(count:)` carries.
    fileprivate static let firstPayload = Data("payload 0".utf8)
}

/// Keeps what was answered, in order.
private final class RecordingSink: AnswerSink {
    enum Outcome: Equatable {
        case accepted(ClosedRange<Int64>?)
        case rejected(Rejection.Code)
        case other
    }

    private let outcomes = Mutex<[Outcome]>([])

    var answers: [Outcome] { outcomes.withLock { $0 } }

    func deliver(_ answers: [Answered], logGrew: Bool) async {
        outcomes.withLock { $0 += answers.map { Outcome($0.answer) } }
    }
}

extension RecordingSink.Outcome {
    fileprivate init(_ answer: WorkAnswer) {
        switch answer {
        case .command(_, .accepted(let range, _)): self = .accepted(range)
        case .command(_, .rejected(let rejection)): self = .rejected(rejection.code)
        case .staged: self = .other
        }
    }
}
