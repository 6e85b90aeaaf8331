import EventFeed
import Foundation
import GRDB
import Logging
import Synchronization
import Testing
import ZeroMQ

@testable import ServiceKit

@Suite("The operators' desk of a running service", .timeLimit(.minutes(1)))
struct ServiceDeskTests {
    @Test("A rebuild answers with a job that runs and stands in the status; ordered again it is the same job")
    func rebuildJob() async throws {
        try await withDesk { scene in
            let job = try await scene.job(.rebuild(feed: nil))
            #expect(job.kind == "rebuild")
            #expect(job.state == .running)
            #expect(job.message == "journal.test waits for its owner: it has not answered yet")
            #expect(try await scene.job(.rebuild(feed: "journal.test")) == job)
            #expect(try await scene.report().jobs == [job])
        }
    }

    @Test("An order to rebuild outlives the process, job and all, and is done once the new generation is served")
    func rebuildAfterRestart() async throws {
        try await withTemporaryDirectory { directory in
            var ordered: JobStatus?
            try await withDesk(directory, ServiceMaintenance()) { scene in
                ordered = try await scene.job(.rebuild(feed: nil))
                // Nothing runs here that could have begun it: what stands in the store is all there is.
            }
            try await withDesk(directory, ServiceMaintenance()) { scene in
                #expect(try await scene.report().jobs.map(\.id) == [ordered?.id])
                #expect(try await scene.job(.rebuild(feed: nil)).id == ordered?.id)
                try await scene.store.pool.write {
                    try $0.execute(sql: "UPDATE source SET state = 'live', cursor = 7, head = 7")
                }
                let done = try #require(try await scene.report().jobs.first)
                #expect(done.state == .done)
                #expect((done.done, done.total) == (7, 7))
                try await scene.store.pool.write { try $0.execute(sql: "UPDATE source SET cursor = 9, head = 9") }
                #expect(try await scene.report().jobs == [done])
            }
        }
    }

    @Test("While a rebuild runs, a backup is taken on all the same")
    func rebuildBesideBackup() async throws {
        try await withDesk { scene in
            let rebuild = try await scene.job(.rebuild(feed: nil))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await scene.desk.run() }
                defer { group.cancelAll() }
                let backup = try await scene.job(.backup(folder: nil))
                while try await scene.report().jobs.first(where: { $0.id == backup.id })?.state == .running {
                    await Task.yield()
                }
                let jobs = try await scene.report().jobs
                #expect(jobs.map(\.id) == [rebuild.id, backup.id])
                #expect(jobs.map(\.state) == [.running, .done])
            }
        }
    }

    @Test("A verification that finds damage ends the service, once its finding was told")
    func damage() async throws {
        let damaged = ServiceMaintenance(verify: { _, _, _ in
            OperatorOutcome(succeeded: false, lines: ["event 3: damaged salt"])
        })
        try await withTemporaryDirectory { directory in
            try await withDesk(directory, damaged) { scene in
                let job = try await scene.job(.verify(isFull: true, expected: nil))
                let failure = await #expect(throws: StoreFailure.self) { try await scene.desk.run() }
                #expect(failure?.isFatal == true)
                let told = try await scene.report().jobs.first { $0.id == job.id }
                #expect(told?.state == .failed)
                #expect(told?.message.contains("event 3: damaged salt") == true)
            }
        }
    }

    @Test("A feed that the service does not read is not served")
    func unknownFeed() async throws {
        try await withDesk { scene in
            #expect(await scene.refusal(.rebuild(feed: "journal.2")) == "not-served")
            let jobs = try await scene.report().jobs
            #expect(jobs.isEmpty)
        }
    }

    @Test("A question about a way is answered with what is known; of an id that nobody knows there is nothing")
    func trace() async throws {
        try await withDesk { scene in
            let event = TracedEvent(feed: "journal.test", sequence: 3, id: UUID(), type: "MarkGiven")
            let steps = try await scene.trace(TraceQuestion(events: [event]))
            #expect(steps.map(\.kind) == [.waiting])
            #expect(steps[0].cursor == 0)
            #expect(steps[0].state == "connecting")
            #expect(try await scene.trace(TraceQuestion(trace: UUID(), mark: UUID())).isEmpty)
            let foreign = TracedEvent(feed: "journal.2", sequence: 3, id: UUID(), type: "MarkGiven")
            #expect(try await scene.trace(TraceQuestion(events: [foreign])).isEmpty)
        }
    }

    @Test("What is to be read again is read when an operator asks; a mistake in it fails the job and is told")
    func reload() async throws {
        try await withDesk { scene in
            let reads = Mutex(0)
            #expect(try await scene.job(.reload).state == .failed)
            scene.work.reloading.set {
                reads.withLock { $0 += 1 }
                return nil
            }
            #expect(try await scene.job(.reload).state == .done)
            scene.work.reloading.set { throw WrongList() }
            let failed = try await scene.job(.reload)
            #expect(failed.state == .failed && failed.message == "line 3 is wrong")
            #expect(reads.withLock { $0 } == 1)
            #expect(try await scene.report().jobs.map(\.kind) == ["reload", "reload", "reload"])
            // A mistake in the configuration does not keep the list from being read, and is told.
            scene.work.reloading.set { WrongList() }
            let read = try await scene.job(.reload)
            #expect(
                read.state == .done
                    && read.message.hasSuffix("the configuration was not, and is as it was: line 3 is wrong"))
        }
    }

    private struct WrongList: Error, CustomStringConvertible {
        var description: String { "line 3 is wrong" }
    }

    @Test("A backup made elsewhere is the last one that the service knows of, and says how far it had read")
    func backupElsewhere() async throws {
        try await withTemporaryDirectory { directory in
            try await withDesk(directory, ServiceMaintenance()) { scene in
                try await scene.store.pool.write {
                    let feed = try #require(FeedName("journal.test"))
                    try $0.execute(
                        sql: """
                            INSERT INTO source
                                (feed, state, projection_version, types, cursor, chain_hash, head)
                            VALUES ('journal.test', 'live', 1, '', 0, ?, 0)
                            """, arguments: [ChainHash.origin(of: feed).bytes])
                }
                let outcome = try await scene.work.perform(.backup(directory: "\(directory)/elsewhere"))
                #expect(outcome.succeeded)
                let path = try #require(outcome.lines.first?.split(separator: " ").last.map(String.init))
                let manifest = try BackupManifest.read(of: path)
                #expect(try await scene.report().lastBackupAt == manifest.createdAt)
                let feed = try #require(FeedName("journal.test"))
                #expect(manifest.cursors == [feed: .origin(of: feed)])
                #expect(manifest.feed == nil)
                #expect(throws: BackupFailure.self) { try manifest.check("\(directory)/backups/\(manifest.file)") }
                try manifest.check(path)
            }
        }
    }

    // MARK: The scene

    private struct Scene {
        let desk: ServiceDesk
        let store: Store
        let work: OperatorWork

        func job(_ request: DeskRequest) async throws -> JobStatus {
            guard case .job(let job) = await desk.answer(request) else { throw Unexpected() }
            return job
        }

        func refusal(_ request: DeskRequest) async -> String? {
            guard case .refused(let code, _, _) = await desk.answer(request) else { return nil }
            return code
        }

        func trace(_ question: TraceQuestion) async throws -> [TraceStep] {
            guard case .trace(let report) = await desk.answer(.trace(question)) else { throw Unexpected() }
            return report.steps
        }

        func report() async throws -> StatusReport {
            guard case .report(let report) = await desk.answer(.status) else { throw Unexpected() }
            return report
        }
    }

    private struct Unexpected: Error {}

    private func withDesk(_ body: (Scene) async throws -> Void) async throws {
        try await withTemporaryDirectory { try await withDesk($0, ServiceMaintenance(), body) }
    }

    /// A desk of a service with one subscription, which is not running, to an owner that is not there.
    private func withDesk(
        _ directory: String, _ maintenanceOfService: ServiceMaintenance,
        _ body: (Scene) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let schema = StoreSchema(
            service: "bell-keeper", migrations: [StoreMigration(name: "subscription-1", sql: Subscription.newest)])
        let store = try Store.open(StoreFixture.options(directory), schema: schema)
        let configuration = try ConfigurationLoader(keys: StandardKeys.all).load(
            ConfigurationSources(
                flags: ["store.path=bells.sqlite", "health.port=0"], workingDirectory: directory))
        let maintenance = MaintenanceContext(
            configuration: configuration, store: store, logger: logger, now: WallClocks.system,
            faultPoints: try FaultPoints(dieAt: nil, declared: [], isSample: false))
        let context = try ZeroMQContext(logger: logger)
        let client = FeedClient(
            context: context, endpoint: "tcp://127.0.0.1:1",
            curve: CurveClient(keys: try CurveKeyPair.make(), serverKey: try CurveKeyPair.make().publicKey))
        let subscription = Subscription(
            .init(
                feed: try #require(FeedName("journal.test")), name: "test", client: client,
                projection: NoProjection(), database: store.pool, isSample: false, now: WallClocks.system,
                logger: logger))
        let work = OperatorWork(context: maintenance, maintenance: maintenanceOfService)
        let desk = ServiceDesk(
            .init(
                version: ServiceVersion(name: "bell-keeper", version: "1.2.3", schemaVersions: [:]), store: store,
                work: work, log: nil,
                subscriptions: [subscription], backupDirectory: "\(directory)/backups"))
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(Scene(desk: desk, store: store, work: work)))
        } catch {
            outcome = .failure(error)
        }
        await context.shutdown()
        try store.close()
        try outcome.get()
    }
}

private struct NoProjection: Projection {
    let types: Set<String> = []
    let version: Int64 = 1

    func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {}
    func clear(source: Int64, limit: Int, in database: Database) throws -> Bool { true }
}
