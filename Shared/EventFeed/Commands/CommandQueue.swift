import Foundation
import School
import Synchronization

/// What waits for the writer: commands of all senders, in the order they came, within finite limits.
///
/// A command counts against its sender's limits until it is answered.
public final class CommandQueue: Sendable {
    /// Work for the one writer task.
    enum Work: Sendable {
        case command(PendingCommand)
        case stage(PendingStage)
    }

    private struct State {
        var waiting: [Work] = []
        var loads: [String: Load] = [:]
        var total = Load()
        var isClosed = false
        var heartbeatIsDue = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private struct Load {
        var commands = 0
        var bytes = 0
    }

    private let limits: CommandLimits
    private let state = Mutex(State())

    public init(limits: CommandLimits = CommandLimits()) {
        self.limits = limits
    }

    /// How many commands are not answered yet.
    public var unanswered: Int { state.withLock { $0.total.commands } }

    /// Takes work on, or says why not; what is refused is not stored anywhere.
    func submit(_ work: Work) -> Rejection? {
        let outcome: (Rejection?, CheckedContinuation<Void, Never>?) = state.withLock { state in
            guard !state.isClosed else { return (Self.stopping, nil) }
            if let busy = admit(work, to: &state) { return (busy, nil) }
            state.waiting.append(work)
            defer { state.waiter = nil }
            return (nil, state.waiter)
        }
        outcome.1?.resume()
        return outcome.0
    }

    private func admit(_ work: Work, to state: inout State) -> Rejection? {
        let bytes = work.bytes
        var load = state.loads[work.sender] ?? Load()
        guard load.commands < limits.waitingPerSender, load.bytes + bytes <= limits.waitingBytesPerSender else {
            return busy("this sender has \(load.commands) commands of \(load.bytes) bytes waiting")
        }
        guard state.total.commands < limits.waiting, state.total.bytes + bytes <= limits.waitingBytes else {
            return busy("\(state.total.commands) commands of \(state.total.bytes) bytes are waiting")
        }
        load.commands += 1
        load.bytes += bytes
        state.loads[work.sender] = load
        state.total.commands += 1
        state.total.bytes += bytes
        return nil
    }

    private func busy(_ what: String) -> Rejection {
        Rejection(.busy, what + "; try again later", retryAfterMilliseconds: limits.retryAfterMilliseconds)
    }

    private static let stopping = Rejection(
        .unavailable, "the service is stopping; send the command again", retryAfterMilliseconds: 1_000)

    /// What the writer does next; nil once the queue is closed and empty.
    struct Turn {
        let work: [Work]
        let heartbeatIsDue: Bool
    }

    /// Waits until there is something to do and takes up to `limits.batch` of it.
    func next() async -> Turn? {
        while true {
            switch state.withLock({ decide(&$0) }) {
            case .take(let turn): return turn
            case .end: return nil
            case .wait: await waitForWork()
            }
        }
    }

    private enum NextStep {
        case take(Turn)
        case wait
        case end
    }

    /// One look decides: what is submitted before the queue closes is never left behind.
    private func decide(_ state: inout State) -> NextStep {
        if let turn = take(from: &state) { return .take(turn) }
        return state.isClosed ? .end : .wait
    }

    private func waitForWork() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                let isReady = !state.waiting.isEmpty || state.heartbeatIsDue || state.isClosed
                if !isReady { state.waiter = continuation }
                return isReady
            }
            if isReady { continuation.resume() }
        }
    }

    private func take(from state: inout State) -> Turn? {
        guard !state.waiting.isEmpty || state.heartbeatIsDue else { return nil }
        let count = min(limits.batch, state.waiting.count)
        let turn = Turn(work: Array(state.waiting.prefix(count)), heartbeatIsDue: state.heartbeatIsDue)
        state.waiting.removeFirst(count)
        state.heartbeatIsDue = false
        return turn
    }

    /// Frees the room that answered work took; called before the answer leaves, so that a sender who waits for it
    /// always has room for the next.
    func release(_ work: [Work]) {
        state.withLock { state in
            for item in work {
                let bytes = item.bytes
                state.total.commands -= 1
                state.total.bytes -= bytes
                state.loads[item.sender]?.commands -= 1
                state.loads[item.sender]?.bytes -= bytes
                if state.loads[item.sender]?.commands == 0 { state.loads[item.sender] = nil }
            }
        }
    }

    /// Asks the writer for a heartbeat.
    func requestHeartbeat() {
        wake { $0.heartbeatIsDue = true }
    }

    /// Takes nothing more on; what waits is still carried out.
    func close() {
        wake { $0.isClosed = true }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}

/// A command and where its answer goes.
struct PendingCommand: Sendable {
    let command: Command
    let origin: AnswerAddress
}

/// A step of a staged import and where its answer goes.
struct PendingStage: Sendable {
    enum Step: Sendable {
        case begin(school: UUID)
        case forget(school: UUID)
        case chunk(number: Int, content: Data)
    }
    let stageID: UUID
    let sender: String
    let step: Step
    let origin: AnswerAddress
}

extension CommandQueue.Work {
    var sender: String {
        switch self {
        case .command(let pending): pending.command.sender
        case .stage(let pending): pending.sender
        }
    }

    var bytes: Int {
        switch self {
        case .command(let pending): pending.command.body.count
        case .stage(let pending):
            if case .chunk(_, let content) = pending.step { content.count } else { 0 }
        }
    }

    var origin: AnswerAddress {
        switch self {
        case .command(let pending): pending.origin
        case .stage(let pending): pending.origin
        }
    }
}
