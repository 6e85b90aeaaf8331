import Foundation
import GRDB
import ServiceKit
import ServiceLifecycle
import Testing

/// These bind ports and stop by ending a service, so they share nothing with each other.
@Suite("The run of a service", .serialized)
struct ServiceRunTests {
    /// Ends the run once it has done its work.
    private struct Once: Service {
        let work: @Sendable () async throws -> Void
        func run() async throws { try await work() }
    }

    private struct Unforeseen: Error {}

    private func definition(_ work: @escaping @Sendable (ServiceContext) async throws -> Void) -> ServiceDefinition {
        ServiceFixture.make(build: { context in ServiceAssembly(services: [Once { try await work(context) }]) })
    }

    @Test("A sample service runs on the simulated clock, and its store says that it is one")
    func sample() async throws {
        try await withTemporaryDirectory { directory in
            let instant: Int64 = 1_788_251_400_000_000
            try SimulatedClockWriter.create(path: "\(directory)/clock", instant: instant, isRunning: false)
            let heard = CapturedLines()
            let definition = definition { context in
                heard.append("\(context.now()) \(context.store.identity.isSample)")
                throw Unforeseen()
            }
            let result = await ServiceFixture.perform(
                directory, definition, flags: ["store.sample=true", "clock.simulated-file=clock"]
            ) { await $0.run() }
            #expect(heard.all == ["\(instant) true"])
            #expect(result.status == .software)
        }
    }

    @Test("A fatal store error ends the run with 74, and the next start checks the file")
    func fatal() async throws {
        try await withTemporaryDirectory { directory in
            let log = CapturedLines()
            let definition = definition { _ in
                throw StoreFailure(classifying: DatabaseError(resultCode: .SQLITE_IOERR), doing: "commit a batch")
            }
            let result = await ServiceFixture.perform(directory, definition, log: log) { await $0.run() }
            #expect(result.status == .ioError)
            #expect(result.errors.hasPrefix("cannot commit a batch: SQLite error 10"))
            #expect(log.text.contains("\"message\":\"the service stops\""))
            let mark = try read("\(directory)/bells.sqlite.lock")
            #expect(mark != "clean")
        }
    }

    @Test("A full disk ends a start that needs it with 75, and leaves a clean store")
    func temporary() async throws {
        try await withTemporaryDirectory { directory in
            let definition = definition { _ in
                throw StoreFailure(classifying: DatabaseError(resultCode: .SQLITE_FULL), doing: "start")
            }
            let result = await ServiceFixture.perform(directory, definition) { await $0.run() }
            #expect(result.status == .temporaryFailure)
            let mark = try read("\(directory)/bells.sqlite.lock")
            #expect(mark == "clean")
        }
    }

    @Test("A wrong configuration makes no store")
    func wrongConfiguration() async throws {
        try await withTemporaryDirectory { directory in
            let result = await ServiceFixture.perform(directory, flags: ["health.port=x"]) { await $0.run() }
            #expect(result.status == .configuration)
            #expect(!FileManager.default.fileExists(atPath: "\(directory)/bells.sqlite"))
        }
    }

    @Test("The running service performs operators' requests on its open store")
    func operatorWork() async throws {
        try await withTemporaryDirectory { directory in
            let heard = CapturedLines()
            let definition = definition { context in
                let outcome = try await context.operatorWork.perform(.backup(directory: nil))
                heard.append("\(outcome.succeeded) \(outcome.lines.count)")
                throw Unforeseen()
            }
            _ = await ServiceFixture.perform(directory, definition) { await $0.run() }
            #expect(heard.all == ["true 2"])
            let files = try FileManager.default.contentsOfDirectory(atPath: "\(directory)/backups")
            #expect(files.count == 2)
        }
    }
}
