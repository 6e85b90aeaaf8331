import Contracts
import Foundation
import GRDB
import Logging
import Metrics
import School
import ServiceLifecycle
import SwiftProtobuf
import ZeroMQ

/// The port of a service: it answers fetches of its feed, takes commands, and answers its operators.
///
/// The actor runs on the sockets' thread. What touches the disk runs elsewhere: reads in two tasks of its own, commands
/// in the writer.
public actor FeedServer: Service {
    /// What stands behind the port; each part may be absent.
    public struct Parts: Sendable {
        public var log: EventLog?
        public var database: any DatabaseReader
        public var commands: CommandQueue?
        public var desk: any OperatorDesk
        public var isSample: Bool

        public init(
            log: EventLog?, database: any DatabaseReader, commands: CommandQueue?, desk: any OperatorDesk,
            isSample: Bool
        ) {
            self.log = log
            self.database = database
            self.commands = commands
            self.desk = desk
            self.isSample = isSample
        }
    }

    /// The last answers of a service that stops get this long to leave; then they are dropped.
    public static var options: SocketOptions {
        var options = SocketOptions()
        options.linger = .seconds(1)
        return options
    }

    /// Readers at work at the same time: one may scan far back while another serves who is up to date.
    private static let readers = 2
    /// Between the last answer and the end of the connections.
    private static let farewell: Duration = .milliseconds(300)
    /// A heartbeat while somebody waits, and otherwise.
    private static let heartbeatWhileParked: Duration = .milliseconds(500)
    private static let heartbeatsSkippedWhenIdle = 20
    /// Operators' requests waiting for their turn.
    static let deskLimit = 32

    private let context: ZeroMQContext
    let allowList: AllowList
    let parts: Parts
    let reader: FeedReader?
    let logger: Logger
    private let keys: CurveKeyPair
    private let options: SocketOptions
    private var socket: RouterSocket?
    var board = FetchBoard()
    var deskQueue: [DeskTask] = []
    private let expiry: DeadlineSweep
    private var idleReaders: [CheckedContinuation<Void, Never>] = []
    private var heartbeatsSkipped = 0
    private(set) var isStopping = false
    private var failure: (any Error)?
    let counters = FeedServerCounters()
    var refusals = RefusalLog()

    public nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    public init(
        context: ZeroMQContext, keys: CurveKeyPair, allowList: AllowList, parts: Parts, logger: Logger,
        options: SocketOptions = FeedServer.options
    ) {
        self.context = context
        self.keys = keys
        self.allowList = allowList
        self.parts = parts
        self.options = options
        self.logger = logger
        expiry = DeadlineSweep(context.reactor)
        reader = parts.log.map { FeedReader(log: $0, database: parts.database) }
    }

    /// Binds the port.
    /// - Returns: the endpoint, with the port that the system chose where none was named.
    /// - Throws: `ZeroMQError`, also where no ZAP handler is bound: without one CURVE lets everybody in.
    public func start(_ endpoint: String) throws -> String {
        let socket = try RouterSocket(context: context, options: options, server: CurveServer(keys: keys))
        socket.onMessages { [weak self] messages in self?.assumeIsolated { $0.take(messages) } }
        self.socket = socket
        scheduleHeartbeat()
        return try socket.bind(endpoint)
    }

    /// Reads for those who fetch, until the service stops; then answers everything that is parked, and closes.
    /// - Throws: `EventLogError` or `DatabaseError` where the log turned out to be damaged.
    public func run() async throws {
        await withTaskGroup { group in
            for _ in 0..<Self.readers { group.addTask { await self.serve() } }
            group.addTask { await self.waitForShutdown() }
            while await group.next() != nil { if failure != nil { group.cancelAll() } }
        }
        // libzmq drops at the asker's side what it has not read when the connection ends: the last answers get a moment.
        try? await Task.sleep(for: Self.farewell)
        socket?.close()
        socket = nil
        if let failure { throw failure }
    }

    /// Whoever is parked is looked at again: rights were changed, or something was committed.
    public func recheckRights() {
        board.drop { !isCovered($0) }
    }

    private func isCovered(_ task: FetchTask) -> Bool {
        guard let feed = reader?.log.feed else { return false }
        return task.isCovered(by: allowList.rights(of: task.userID), feed: feed)
    }

    // MARK: Reading

    private func waitForShutdown() async {
        try? await gracefulShutdown()
        isStopping = true
        board.expireAll()
        wakeReaders()
    }

    private func serve() async {
        while true {
            if let desk = deskQueue.first {
                deskQueue.removeFirst()
                await answerDesk(desk)
            } else if let task = board.next() {
                await read(task)
            } else if isStopping {
                return
            } else {
                await withCheckedContinuation { idleReaders.append($0) }
            }
        }
    }

    /// The store or the log in it is damaged: the service ends rather than guess.
    private func stop(becauseOf error: any Error) {
        failure = error
        isStopping = true
        board.expireAll()
        wakeReaders()
    }

    private func read(_ task: FetchTask) async {
        guard let reader else { return }
        do {
            let answer = try await reader.answer(task.request)
            finish(task, answer, try await task.body(of: answer, isSample: parts.isSample))
        } catch {
            logger.error("a fetch could not be read", metadata: ["error": "\(error)"])
            if error is EventLogError || CommitFailure(error).isFatal { stop(becauseOf: error) }
            board.remove(task)
            refuse(
                Refusal("unavailable", "the feed could not be read", retryAfterMilliseconds: 1_000), to: task.peer,
                requestID: task.requestID, traceID: task.traceID)
        }
    }

    /// - Parameter body: a batch's bytes, made off the sockets' thread.
    private func finish(_ read: FetchTask, _ answer: FetchAnswer, _ body: [UInt8]) {
        guard var task = board.current(read), isCovered(task) else {
            board.remove(read)
            return
        }
        switch answer {
        case .diverged(let epoch, let head):
            board.remove(task)
            sendDiverged(task, epoch: epoch, head: head)
        case .batch(let batch) where task.isWorthSending(batch):
            board.remove(task)
            send(.batch, body, to: task.peer, requestID: task.requestID, traceID: task.traceID)
        case .batch(let batch):
            task.request = task.request.going(onFrom: batch.through)
            board.park(task)
            wakeReaders()
        }
    }

    func wakeReaders() {
        let idle = idleReaders
        idleReaders = []
        for reader in idle { reader.resume() }
    }

    func scheduleExpiry(of task: FetchTask) {
        guard !task.mustAnswer else { return }
        expiry.cover(task.deadline) { [weak self] in self?.assumeIsolated { $0.expireDue() } ?? nil }
    }

    /// - Returns: when the next fetch is due.
    private func expireDue() -> DeadlineSweep.Instant? {
        board.expire(dueAt: SuspendingClock.now)
        wakeReaders()
        return board.nextDeadline
    }

    // MARK: Heartbeats

    private func scheduleHeartbeat() {
        context.reactor.schedule(after: Self.heartbeatWhileParked) { [weak self] in
            self?.assumeIsolated { $0.beat() }
        }
    }

    private func beat() {
        heartbeatsSkipped += 1
        if board.parked > 0 || heartbeatsSkipped >= Self.heartbeatsSkippedWhenIdle {
            heartbeatsSkipped = 0
            parts.commands?.requestHeartbeat()
        }
        if socket != nil { scheduleHeartbeat() }
    }

    // MARK: Sending

    func send(_ kind: WireKind, _ body: any Message, for task: FetchTask) {
        send(kind, body, to: task.peer, requestID: task.requestID, traceID: task.traceID)
    }

    func send(_ kind: WireKind, _ body: any Message, to peer: PeerID, requestID: UInt64, traceID: UUID) {
        do {
            send(kind, try body.serializedBytes() as [UInt8], to: peer, requestID: requestID, traceID: traceID)
        } catch {
            counters.answersDropped.increment()
            logger.error("an answer could not be written", metadata: ["error": "\(error)"])
        }
    }

    private func send(_ kind: WireKind, _ body: [UInt8], to peer: PeerID, requestID: UInt64, traceID: UUID) {
        do {
            let frames = try Envelope.frames(kind, requestID: requestID, traceID: traceID, body: body)
            if try socket?.send(frames, to: peer) != .sent { counters.answersDropped.increment() }
        } catch {
            counters.answersDropped.increment()
            logger.error("an answer could not be sent", metadata: ["error": "\(error)"])
        }
    }

    func refuse(_ refusal: Refusal, to peer: PeerID, requestID: UInt64, traceID: UUID) {
        counters.refused(refusal.code).increment()
        send(.refused, refusal.wire, to: peer, requestID: requestID, traceID: traceID)
    }

    private func sendDiverged(_ task: FetchTask, epoch: UUID, head: Int64) {
        let body = WireDiverged.with {
            $0.feed = reader?.log.feed.rawValue ?? ""
            $0.epoch = epoch.data
            $0.head = UInt64(head)
        }
        send(.diverged, body, for: task)
    }
}

extension FetchRequest {
    func going(onFrom position: FeedPosition) -> FetchRequest {
        FetchRequest(after: position, types: types, maximumEvents: maximumEvents, maximumBytes: maximumBytes)
    }
}

/// What a port counts.
struct FeedServerCounters: Sendable {
    let answersDropped = Counter(label: "zvonok_answers_dropped_total")
    let foreignMessages = Counter(label: "zvonok_foreign_messages_total")

    func refused(_ code: String) -> Counter {
        Counter(label: "zvonok_requests_refused_total", dimensions: [("code", code)])
    }
}
