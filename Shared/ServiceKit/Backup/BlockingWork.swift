import Dispatch

/// Runs work that waits for disks on a thread of its own, never on one of the few of the cooperative pool.
enum BlockingWork {
    private static let queue = DispatchQueue(label: "zvonok.blocking-work", attributes: .concurrent)

    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
