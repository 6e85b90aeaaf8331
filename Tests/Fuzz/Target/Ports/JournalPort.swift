import Contracts
import Foundation
import GRDB
import Logging
import School
import SwiftProtobuf
import ZeroMQ

@testable import EventFeed

/// A journal-writer's port without its socket: a message is taken as the socket would hand it over.
struct JournalPort: Sendable {
    private let server: FeedServer
    private let writer: UndoingWriter
    private let log: EventLog
    private let rights: SenderRights
    private let userID: String
    private let peer = PeerID(bytes: [1])
    /// `wait_ms` 0 as it lies in a Fetch.
    private static let noWait: [UInt8] = [9 << 3, 0]

    init(_ journal: SampleJournal) throws {
        let key = try CurvePublicKey(bytes: Array(repeating: 1, count: 32))
        log = journal.log
        rights = SenderRights(
            name: SampleJournal.sender, keys: [key], feeds: [journal.log.feed: .all], commands: .all, schools: .all,
            actors: .all, isOperator: true)
        let logger = Logger(label: "fuzzer", factory: { _ in SwiftLogNoOpLogHandler() })
        userID = key.z85
        writer = UndoingWriter(journal)
        server = FeedServer(
            context: try ZeroMQContext(logger: logger), keys: try CurveKeyPair.make(),
            allowList: try AllowList([rights], policy: ZAPPolicy()),
            parts: .init(
                log: journal.log, database: journal.database, commands: writer.queue, desk: SilentDesk(),
                isSample: false),
            logger: logger)
    }

    /// Lets a fault on the sockets' thread reach the handlers that report it: the thread blocks every signal, and a
    /// fault that is blocked ends the process without a word.
    func reportFaults() async { await server.unblockFaults() }

    /// - Returns: whether the message was one that the service looks into.
    func take(_ frames: [[UInt8]]) async -> Bool {
        let message = InboundMessage(peer: peer, parts: withoutWait(frames), userID: userID)
        return await server.takeAtOnce(message, writer: writer)
    }

    /// A fetch that would wait is read as it came, and then asked without waiting: a timer would run by the clock, while
    /// another input is read. Of a field that comes twice the last counts.
    private func withoutWait(_ frames: [[UInt8]]) -> [[UInt8]] {
        guard let envelope = Envelope(frames: frames), envelope.kind == .fetch,
            let wire = try? WireFetch(serializedBytes: envelope.body), wire.waitMs != 0
        else { return frames }
        _ = try? FetchTask(wire: wire, envelope: envelope, peer: peer, userID: userID, rights: rights, log: log)
        return frames.dropLast() + [envelope.body + Self.noWait]
    }
}

/// Answers operators without doing anything.
private struct SilentDesk: OperatorDesk {
    func answer(_ request: DeskRequest) async -> DeskAnswer {
        .job(JobStatus(id: .none, kind: "verify", state: .done, message: "done"))
    }
}

extension FeedServer {
    fileprivate func unblockFaults() {
        var faults = sigset_t()
        sigemptyset(&faults)
        for fault in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { sigaddset(&faults, fault) }
        pthread_sigmask(SIG_UNBLOCK, &faults, nil)
    }

    /// Takes a message, and does at once what the server's own tasks would do later.
    /// - Returns: whether there was something to do.
    func takeAtOnce(_ message: InboundMessage, writer: UndoingWriter) async -> Bool {
        take([message])
        let isWork = writer.queue.unanswered > 0
        let isTakenOn = isWork || !board.isEmpty || !deskQueue.isEmpty
        while let task = board.next() {
            answer(task)
            board.remove(task)
        }
        while !deskQueue.isEmpty { await answerDesk(deskQueue.removeFirst()) }
        if isWork, let answers = await writer.carryOut() { await deliver(answers, logGrew: false) }
        return isTakenOn
    }

    private func answer(_ task: FetchTask) {
        guard let reader else { return }
        do {
            guard case .batch(let batch) = try reader.database.read({ try reader.answer(task.request, in: $0) }) else {
                return
            }
            if task.isWorthSending(batch) { send(.batch, batch.wire(after: task.after, isSample: false), for: task) }
            Tally.count { $0.fetchesAnswered += 1 }
        } catch {
            Tally.defect("a fetch stopped the service: \(error)")
        }
    }
}
