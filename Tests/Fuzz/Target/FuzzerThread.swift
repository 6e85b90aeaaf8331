import Dispatch
import Synchronization

/// The thread that libFuzzer calls from, as what tasks run on.
///
/// Whatever an input sets going runs on this thread or on the sockets', one after the other, and has ended when the
/// input is done: on the shared pool some of it would be counted with the next input, or not at all.
final class FuzzerThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let arrived = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        arrived.signal()
    }

    /// Runs an asynchronous function to its end.
    func run<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value {
        let result = Shelf<Value>()
        let task = Task(executorPreference: self) { result.put(await body()) }
        return withExtendedLifetime(task) {
            while true {
                runNextJob()
                if let value = result.value { return value }
            }
        }
    }

    private func runNextJob() {
        arrived.wait()
        let job = jobs.withLock { $0.removeFirst() }
        job.runSynchronously(on: asUnownedTaskExecutor())
    }
}

/// Where a task leaves what it found out.
private final class Shelf<Value: Sendable>: Sendable {
    private let kept = Mutex<Value?>(nil)

    var value: Value? { kept.withLock { $0 } }

    func put(_ value: Value) { kept.withLock { $0 = value } }
}
