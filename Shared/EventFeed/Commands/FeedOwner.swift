import Foundation
import GRDB
import Logging
import School
import ServiceLifecycle

/// The owner's side of a feed, wired: queue, writer and port.
public struct FeedOwner: Sendable {
    public let queue: CommandQueue
    public let server: FeedServer
    private let writer: CommandWriter

    /// In the order they start; they stop in reverse, so that the port still answers what the writer drains.
    public var services: [any Service] { [server, writer] }

    public init(
        executor: CommandExecutor, queue: CommandQueue, server: FeedServer, database: any DatabaseWriter,
        hasRoom: @escaping @Sendable () -> Bool, faults: FaultHook,
        afterErasure: @escaping @Sendable () async throws -> Void, logger: Logger
    ) {
        self.queue = queue
        self.server = server
        // The stop before this start may have come between an erasure's commit and the emptying of the log.
        executor.log.erasureNotice.raise()
        var executor = executor
        executor.onDefect = { error, command in
            logger.critical(
                "a command met a defect of the service",
                metadata: [
                    "command.name": "\(command.name)", "command.id": "\(command.id)", "error": "\(error)",
                    "trace.id": "\(command.traceID)",
                ])
        }
        writer = CommandWriter(
            queue: queue, executor: executor,
            surroundings: .init(
                database: database, hasRoom: hasRoom, faults: faults, afterErasure: afterErasure, logger: logger),
            sink: server)
    }
}

extension CommandQueue {
    /// Carries a command out for a handler in this process: the same code, limits and promises as over the wire.
    public func perform(_ command: Command) async -> CommandAnswer {
        let answer = await withCheckedContinuation { (continuation: CheckedContinuation<WorkAnswer, Never>) in
            let pending = PendingCommand(command: command, origin: .local(continuation))
            if let refused = submit(.command(pending)) {
                continuation.resume(returning: .command(command.id, .rejected(refused)))
            }
        }
        guard case .command(_, let outcome) = answer else { return .rejected(Self.misdirected) }
        return outcome
    }

    private static let misdirected = Rejection(.internalFault, "the answer of another kind of work came back")
}
