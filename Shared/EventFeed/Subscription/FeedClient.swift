import Contracts
import Foundation
import Logging
import School
import SwiftProtobuf
import Synchronization
import ZeroMQ

/// Why a request to another service had no answer.
public enum FeedClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nobody answered in time.
    case timedOut
    /// The connection broke while the answer was awaited.
    case disconnected
    /// The client was closed.
    case closed
    /// The other side refused; its word and sentence.
    case refused(code: String, message: String)
    /// The answer is not what the protocol says.
    case protocolViolation(String)

    public var description: String {
        switch self {
        case .timedOut: "the service did not answer in time"
        case .disconnected: "the connection to the service broke"
        case .closed: "the connection was closed"
        case .refused(let code, let message): "the service refused (\(code)): \(message)"
        case .protocolViolation(let what): "the service's answer breaks the protocol: \(what)"
        }
    }
}

/// A connection to another service's port: it asks, and awaits the answer with the same request id.
public actor FeedClient {
    struct Reply: Sendable {
        let kind: WireKind
        let body: [UInt8]
    }

    private let context: ZeroMQContext
    private let endpoint: String
    private let curve: CurveClient
    private let pending = PendingReplies()
    private var socket: DealerSocket?
    /// What could not be sent yet, in order; a request leaves it when its wait ends.
    private var outbox: [(id: UInt64, frames: [[UInt8]])] = []
    private var nextID: UInt64 = 1
    private var deadlines: [UInt64: DeadlineSweep.Instant] = [:]
    private let expiry: DeadlineSweep
    /// Why there is no connection, if there is none; nil also before a first attempt has told.
    public private(set) var trouble: ConnectionTrouble?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    public init(context: ZeroMQContext, endpoint: String, curve: CurveClient) {
        self.context = context
        self.endpoint = endpoint
        self.curve = curve
        expiry = DeadlineSweep(context.reactor)
    }

    /// How many requests wait to be sent.
    var unsent: Int { outbox.count }

    /// Asks and awaits the answer.
    /// - Throws: `FeedClientError`, or `CancellationError` where the asking task was cancelled.
    func ask(
        _ kind: WireKind, _ body: any Message, traceID: UUID = .none, timeout: Duration
    ) async throws -> Reply {
        try connect()
        let id = nextID
        nextID += 1
        let frames = try Envelope.frames(kind, requestID: id, traceID: traceID, body: body)
        defer { forget(id) }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard pending.add(id, continuation) else { return }
                outbox.append((id, frames))
                setDeadline(of: id, after: timeout)
                flush()
            }
        } onCancel: {
            pending.fail(id, with: CancellationError())
        }
    }

    private func setDeadline(of id: UInt64, after timeout: Duration) {
        let deadline = SuspendingClock.now + timeout
        deadlines[id] = deadline
        expiry.cover(deadline) { [weak self] in self?.assumeIsolated { $0.expireDue() } ?? nil }
    }

    /// - Returns: when the next request is due.
    private func expireDue() -> DeadlineSweep.Instant? {
        let now = SuspendingClock.now
        for (id, deadline) in deadlines where deadline <= now {
            forget(id)
            pending.fail(id, with: FeedClientError.timedOut)
        }
        return deadlines.values.min()
    }

    /// The wait for this answer has ended: it is not sent late, to be answered for nobody.
    private func forget(_ id: UInt64) {
        deadlines[id] = nil
        outbox.removeAll { $0.id == id }
    }

    /// Closes the connection; whoever waits is told.
    public func close() {
        socket?.close()
        socket = nil
        outbox = []
        pending.failAll(with: FeedClientError.closed)
    }

    private func connect() throws {
        guard socket == nil else { return }
        let socket = try DealerSocket(context: context, client: curve)
        socket.onMessages { [pending] messages in
            for message in messages {
                if let envelope = Envelope(frames: message.parts) { pending.succeed(envelope) }
            }
        }
        socket.onConnectionEvent { [weak self] event in
            self?.assumeIsolated { $0.note(event) }
        }
        try socket.connect(endpoint)
        self.socket = socket
    }

    private func note(_ event: ConnectionEvent) {
        trouble = .after(event, trouble)
        if case .disconnected = event { lostConnection() }
    }

    /// What was asked may never have arrived: those who wait ask again.
    private func lostConnection() {
        outbox = []
        pending.failAll(with: FeedClientError.disconnected)
    }

    private func flush() {
        guard let socket else { return }
        while let (id, frames) = outbox.first {
            // Cancelled a moment ago, by a thread that cannot reach the outbox.
            guard pending.isAwaited(id) else {
                outbox.removeFirst()
                continue
            }
            switch try? socket.send(frames) {
            case .sent: outbox.removeFirst()
            case .wouldBlock, .unreachable:
                socket.whenWritable { [weak self] in self?.assumeIsolated { $0.flush() } }
                return
            case nil:
                outbox.removeFirst()
            }
        }
    }
}

/// The answers awaited; each is resumed exactly once, from whatever thread ends the wait.
private final class PendingReplies: Sendable {
    typealias Waiter = CheckedContinuation<FeedClient.Reply, any Error>

    private let waiters = Mutex<[UInt64: Waiter]>([:])

    /// - Returns: false if the asking task is cancelled already; the waiter has been told then.
    func add(_ id: UInt64, _ waiter: Waiter) -> Bool {
        guard !Task.isCancelled else {
            waiter.resume(throwing: CancellationError())
            return false
        }
        waiters.withLock { $0[id] = waiter }
        // Cancelled between the look and the note: nobody else would tell it any more.
        if Task.isCancelled { fail(id, with: CancellationError()) }
        return true
    }

    func isAwaited(_ id: UInt64) -> Bool { waiters.withLock { $0[id] != nil } }

    func succeed(_ envelope: Envelope) {
        let waiter = waiters.withLock { $0.removeValue(forKey: envelope.requestID) }
        waiter?.resume(returning: FeedClient.Reply(kind: envelope.kind, body: envelope.body))
    }

    func fail(_ id: UInt64, with error: any Error) {
        waiters.withLock { $0.removeValue(forKey: id) }?.resume(throwing: error)
    }

    func failAll(with error: any Error) {
        let all = waiters.withLock { waiters in
            defer { waiters = [:] }
            return Array(waiters.values)
        }
        for waiter in all { waiter.resume(throwing: error) }
    }
}
