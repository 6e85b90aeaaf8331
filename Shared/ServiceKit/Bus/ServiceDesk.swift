import EventFeed
import Foundation
import GRDB
import School
import ServiceLifecycle
import Synchronization

/// Answers an operator on a running service's port. Long work runs as a job whose outcome stands in the status report:
/// backups and verifications one at a time, rebuilds in the subscriptions themselves, beside them.
public actor ServiceDesk: OperatorDesk, Service {
    /// The finished jobs that a status report still names.
    private static let jobsKept = 32
    /// Between a job that found the store damaged and the end of the service: four looks of the operator's command.
    private static let farewell: Duration = .seconds(1)

    public struct Parts: Sendable {
        public var version: ServiceVersion
        public var store: Store
        public var work: OperatorWork
        public var log: EventLog?
        public var subscriptions: [Subscription]
        public var backupDirectory: String
        /// What the service knows of a way beside its log and its subscriptions.
        public var way: ServiceWay

        public init(
            version: ServiceVersion, store: Store, work: OperatorWork, log: EventLog?, subscriptions: [Subscription],
            backupDirectory: String, way: @escaping ServiceWay = { _, _ in [] }
        ) {
            self.version = version
            self.store = store
            self.work = work
            self.log = log
            self.subscriptions = subscriptions
            self.backupDirectory = backupDirectory
            self.way = way
        }
    }

    private let parts: Parts
    private let rebuilds: Rebuilds
    private var jobs: [JobStatus] = []
    private let progress = Mutex(JobProgress())
    private var waiting: (id: UUID, request: OperatorRequest)?
    private var wake: CheckedContinuation<Void, Never>?
    private var isStopping = false
    /// After it the store cannot be trusted: the service ends rather than guess.
    private var failure: StoreFailure?

    public init(_ parts: Parts) {
        self.parts = parts
        rebuilds = Rebuilds(of: parts.subscriptions, in: parts.store.pool)
    }

    public func answer(_ request: DeskRequest) async -> DeskAnswer {
        do {
            switch request {
            case .status: return .report(try await report())
            case .trace(let question): return .trace(try await trace(question))
            case .backup(let folder): return start(.backup(directory: folder))
            case .verify(let isFull, let expected, let places):
                return start(.verify(.init(isFull, expected, places)))
            case .rebuild(let feed): return try await rebuild(feed)
            case .skip(let feed, let sequence, let reason):
                return try await skip(feed, sequence: sequence, reason: reason)
            case .reload: return await reload()
            }
        } catch {
            endIfFatal(StoreFailure(classifying: error, doing: "answer an operator"))
            return .refused(code: "unavailable", field: nil, message: "the store could not be used: \(error)")
        }
    }

    /// Works the jobs until the service stops.
    /// - Throws: ``StoreFailure`` with code `fatal` where the disk failed, or a verification asked of it found damage.
    public func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await self.workJobs() }
            group.addTask {
                try? await gracefulShutdown()
                await self.stop()
            }
        }
    }

    private func workJobs() async throws {
        while !isStopping {
            if let failure {
                // Whoever waits for the job is told first.
                try? await Task.sleep(for: Self.farewell)
                throw failure
            }
            if let job = waiting {
                await work(job.id, job.request)
                waiting = nil
            } else {
                await withCheckedContinuation { wake = $0 }
            }
        }
    }

    private func endIfFatal(_ error: StoreFailure) {
        guard error.isFatal, failure == nil else { return }
        failure = error
        wakeUp()
    }

    private func stop() {
        isStopping = true
        wakeUp()
    }

    private func wakeUp() {
        wake?.resume()
        wake = nil
    }

    // MARK: Jobs

    private func start(_ request: OperatorRequest) -> DeskAnswer {
        guard waiting == nil else {
            return .refused(
                code: "busy", field: nil, message: "a backup or verification is running; one runs at a time")
        }
        let job = JobStatus(id: UUID(), kind: request.name, state: .running, total: 1, message: "")
        note(job)
        waiting = (job.id, request)
        wakeUp()
        return .job(job)
    }

    private func work(_ id: UUID, _ request: OperatorRequest) async {
        let (state, message): (JobStatus.State, String)
        progress.withLock { $0 = JobProgress() }
        let work = parts.work.reporting { [self] done, total in
            progress.withLock { $0 = JobProgress(done: UInt64(clamping: done), total: UInt64(clamping: total)) }
        }
        do {
            let outcome = try await work.perform(request)
            (state, message) = (outcome.succeeded ? .done : .failed, outcome.lines.joined(separator: "\n"))
            if case .verify(let asked) = request, asked.expectation == nil, !outcome.succeeded {
                endIfFatal(StoreFailure(.fatal, "a verification failed: \(message)"))
            }
        } catch {
            (state, message) = (.failed, "\(error)")
            endIfFatal(StoreFailure(classifying: error, doing: "carry out \(request.name)"))
        }
        let reached = progress.withLock { $0 }
        let done = state == .done ? reached.total : reached.done
        note(
            JobStatus(
                id: id, kind: request.name, state: state, done: done, total: reached.total, message: message))
    }

    /// The jobs, the running one with how far it has come.
    private var jobsNow: [JobStatus] {
        let reached = progress.withLock { $0 }
        return jobs.map { job in
            guard job.state == .running, job.id == waiting?.id else { return job }
            return JobStatus(
                id: job.id, kind: job.kind, state: .running, done: reached.done, total: reached.total,
                message: job.message)
        }
    }

    private func note(_ job: JobStatus) {
        jobs.removeAll { $0.id == job.id }
        jobs = Array((jobs + [job]).suffix(Self.jobsKept))
    }

    // MARK: Subscriptions

    private func rebuild(_ feed: String?) async throws -> DeskAnswer {
        // Noted before the order: what ended by now may be gone from the store afterwards.
        try await noteRebuilds()
        switch try await rebuilds.order(feed) {
        case .taken(let id):
            try await noteRebuilds()
            let job = jobs.first { $0.id == id }
            return .job(job ?? JobStatus(id: id, kind: "rebuild", state: .running, message: ""))
        case .refused(let running):
            return .refused(
                code: "busy", field: "feed",
                message: "job \(running.uuidString.lowercased()) is rebuilding one of these feeds already")
        case .notServed: return Self.noSubscription
        }
    }

    /// Takes over how far rebuilds are; those the store still knows from before a restart too. Done is done: what the
    /// subscription reads afterwards belongs to no job.
    private func noteRebuilds() async throws {
        for job in try await rebuilds.jobs() {
            if let known = jobs.firstIndex(where: { $0.id == job.id }) {
                if jobs[known].state != .done { jobs[known] = job }
            } else if job.state == .done {
                jobs.insert(job, at: 0)
            } else {
                jobs.append(job)
            }
        }
        jobs = Array(jobs.suffix(Self.jobsKept))
    }

    private func skip(_ feed: String, sequence: Int64, reason: String) async throws -> DeskAnswer {
        guard let subscription = parts.subscriptions.first(where: { $0.status.feed.rawValue == feed }) else {
            return Self.noSubscription
        }
        guard try await subscription.skip(sequence: sequence, reason: reason) else {
            return .refused(
                code: "malformed", field: "sequence", message: "the subscription did not stop at event \(sequence)")
        }
        return ended("skip", "event \(sequence) is left out from now on")
    }

    /// With a mistake in the allow-list the job has failed, and everything is as it was. One in the configuration does
    /// not keep a list from being read that takes somebody's rights away.
    private func reload() async -> DeskAnswer {
        do {
            let mistake = try await parts.work.reloading.run()
            let kept = mistake.map { "; the configuration was not, and is as it was: \($0)" } ?? ""
            return ended("reload", "the allow-list was read again" + kept)
        } catch {
            return ended("reload", "\(error)", .failed)
        }
    }

    private func ended(_ kind: String, _ message: String, _ state: JobStatus.State = .done) -> DeskAnswer {
        let job = JobStatus(
            id: UUID(), kind: kind, state: state, done: state == .done ? 1 : 0, total: 1, message: message)
        note(job)
        return .job(job)
    }

    private static let noSubscription = DeskAnswer.refused(
        code: "not-served", field: "feed", message: "this service does not read that feed")

    // MARK: Reports

    private func report() async throws -> StatusReport {
        try await noteRebuilds()
        let service = parts.store.identity.service
        let newest = try await BlockingWork.run { [directory = parts.backupDirectory] in
            try BackupManifest.newest(in: directory, of: service)
        }
        let feed = try await parts.store.pool.read { [log = parts.log] database in try log?.status(in: database) }
        return StatusReport(
            service: service, version: parts.version.version, isSample: parts.store.identity.isSample, feed: feed,
            subscriptions: parts.subscriptions.map(\.status), jobs: jobsNow, walBytes: parts.store.walBytes,
            freeDiskBytes: parts.store.freeBytes ?? 0, lastBackupAt: newest?.createdAt)
    }

    private func trace(_ question: TraceQuestion) async throws -> TraceReport {
        try await parts.store.pool.read { [parts] database in
            var report =
                try question.trace.flatMap { try parts.log?.trace($0, after: question.after, in: database) }
                ?? TraceReport(steps: [])
            report.steps += try parts.subscriptions.flatMap { try $0.trace(question.events, in: database) }
            report.steps += try parts.way(question, database)
            return report
        }
    }
}

/// What a service knows of the way of something, by its own tables.
public typealias ServiceWay = @Sendable (TraceQuestion, Database) throws -> [TraceStep]

/// How far a job has come, in the steps of its kind: events for a verification, the whole for everything else.
private struct JobProgress {
    var done: UInt64 = 0
    var total: UInt64 = 1
}

extension VerifyRequest {
    fileprivate init(_ isFull: Bool, _ expected: FeedPosition?, _ places: [FeedPosition]) {
        self.init(
            isFull: isFull,
            expectation: expected.flatMap { ChainExpectation("\($0.sequence):\($0.hash.hexadecimal)") }, places: places)
    }
}
