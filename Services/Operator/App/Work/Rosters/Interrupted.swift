import Dispatch
import Glibc

/// Somebody pressed Ctrl-C, or asked the process to end, before something was done.
struct Interrupted: Error, Equatable, CustomStringConvertible {
    let signal: Int32

    /// As shells know it.
    var exitCode: Int32 { 128 + signal }

    var description: String {
        "interrupted; what was sent is forgotten. If it was being applied it may be recorded all the same: bring the same "
            + "file again, which changes nothing twice"
    }

    /// Does something until it is done or a signal ends it. The process then lives on to put the rest right.
    static func unless<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let (signals, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingOldest(1))
        let sources = sources(continuation)
        defer { for source in sources { source.cancel() } }
        return try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await signal in signals { throw Interrupted(signal: signal) }
                throw CancellationError()
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }

    private static func sources(_ continuation: AsyncStream<Int32>.Continuation) -> [any DispatchSourceProtocol] {
        let queue = DispatchQueue(label: "zvonok.signals")
        let all = [SIGINT, SIGTERM].map { number -> any DispatchSourceProtocol in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { continuation.yield(number) }
            return source
        }
        for source in all { source.activate() }
        return all
    }
}
