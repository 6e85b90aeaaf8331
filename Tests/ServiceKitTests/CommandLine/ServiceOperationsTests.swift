import Foundation
import GRDB
import ServiceKit
import Synchronization
import Testing

@Suite("What the subcommands do")
struct ServiceOperationsTests {
    @Test("check-config prints every key with its value and where it comes from")
    func checkConfig() async throws {
        try await withTemporaryDirectory { directory in
            let result = await ServiceFixture.perform(directory) { await $0.checkConfiguration() }
            #expect(result.status == .ok)
            #expect(result.output.hasPrefix("store.path = \(directory)/bells.sqlite  # --set store.path\n") == false)
            #expect(result.output.hasPrefix("store.path = bells.sqlite  # --set store.path\n"))
            #expect(result.output.hasSuffix("greeting = ding  # default\n"))
            #expect(!FileManager.default.fileExists(atPath: "\(directory)/bells.sqlite"))
        }
    }

    @Test("check-config prints every mistake and ends with 78")
    func checkWrongConfig() async throws {
        try await withTemporaryDirectory { directory in
            let flags = ["health.host=0.0.0.0", "log.level=loud"]
            let result = await ServiceFixture.perform(directory, flags: flags) { await $0.checkConfiguration() }
            #expect(result.status == .configuration)
            #expect(result.status.rawValue == 78)
            #expect(
                result.errors == """
                    --set health.host: health.host: found "0.0.0.0", expected a loopback address such as \
                    127.0.0.1 or ::1
                    --set log.level: log.level: found "loud", expected one of trace, debug, info, notice, warning, error, \
                    critical

                    """)
            #expect(result.output.isEmpty)
        }
    }

    @Test("version names the schemas this program writes")
    func version() async throws {
        try await withTemporaryDirectory { directory in
            let result = await ServiceFixture.perform(directory) { $0.printVersion() }
            #expect(result.output == "bell-keeper 1.2.3\nschema bell: 3\nschema store: 2\n")
        }
    }

    @Test("migrate makes a store; while another process holds it, it says who")
    func migrate() async throws {
        try await withTemporaryDirectory { directory in
            let made = await ServiceFixture.perform(directory) { await $0.migrate() }
            #expect(made.status == .ok)
            #expect(made.output == "the store bells.sqlite has schema 2\n")
            let store = try StoreFixture.open(directory)
            let refused = await ServiceFixture.perform(directory) { await $0.migrate() }
            #expect(refused.status == .temporaryFailure)
            #expect(refused.errors == "the store bells.sqlite is in use by process \(getpid()) (test): stop it first\n")
            try store.close()
        }
    }

    @Test("backup and restore work offline, with the service's extras and its change of the restored store")
    func backupAndRestore() async throws {
        try await withTemporaryDirectory { directory in
            try StoreFixture.make(directory, rings: ["a"])
            let maintenance = ServiceMaintenance(
                backupExtras: { ["rings": "\(try Int.fetchOne($0, sql: "SELECT count(*) FROM bell") ?? 0)"] },
                restore: { database, manifest, configuration, _ in
                    let text = "\(manifest.extras["rings"] ?? "") \(configuration[ServiceFixture.greeting])"
                    try StoreFixture.insert([text], database)
                })
            let definition = ServiceFixture.make(maintenance: maintenance)
            let backup = await ServiceFixture.perform(directory, definition) {
                await $0.perform(.backup(directory: nil))
            }
            #expect(backup.status == .ok)
            let path = try #require(backup.output.firstMatch(of: /backup (backups\/.*\.sqlite)\n/)?.1)
            let restored = await ServiceFixture.perform(directory, definition) {
                await $0.restore(backup: "\(directory)/\(path)")
            }
            #expect(restored.status == .ok)
            #expect(restored.output.hasPrefix("restored bells.sqlite from \(path)\n"))
            #expect(try StoreFixture.rings(directory) == ["a", "1 ding"])
        }
    }

    @Test("restore of a backup that is not there ends with 66")
    func missingBackup() async throws {
        try await withTemporaryDirectory { directory in
            let result = await ServiceFixture.perform(directory) { await $0.restore(backup: "\(directory)/no.sqlite") }
            #expect(result.status == .noInput)
            #expect(
                result.errors == "the backup no.sqlite has no manifest no.manifest.json: it is not complete\n")
        }
    }

    @Test(
        "Work on a store that is in use is handed to the process that holds it",
        arguments: [
            OperatorRequest.backup(directory: "/b"), .verify(VerifyRequest(isFull: true)),
            .rebuild(RebuildRequest(feed: "journal.1")),
            .skip(SkipRequest(feed: "journal.1", sequence: 7, reason: "broken")),
        ])
    func asksRunningService(_ request: OperatorRequest) async throws {
        try await withTemporaryDirectory { directory in
            let store = try StoreFixture.open(directory)
            let asked = Mutex<[OperatorRequest]>([])
            let definition = ServiceFixture.make(ask: { request, _ in
                asked.withLock { $0.append(request) }
                return OperatorOutcome(succeeded: false, lines: ["not today"])
            })
            let result = await ServiceFixture.perform(directory, definition) { await $0.perform(request) }
            #expect(asked.withLock { $0 } == [request])
            #expect(result.status == .dataError)
            #expect(result.output == "not today\n")
            try store.close()
        }
    }

    @Test("A running service that does not answer ends the work with 69")
    func unreachable() async throws {
        try await withTemporaryDirectory { directory in
            let store = try StoreFixture.open(directory)
            let result = await ServiceFixture.perform(directory) { await $0.perform(.verify(VerifyRequest())) }
            #expect(result.status == .unavailable)
            #expect(result.errors == "bell-keeper does not answer on its command port: try again\n")
            try store.close()
        }
    }

    @Test("verify hands the service the newest backup's manifest and what is expected")
    func verify() async throws {
        try await withTemporaryDirectory { directory in
            try StoreFixture.make(directory)
            let heard = CapturedLines()
            let definition = ServiceFixture.make(
                maintenance: ServiceMaintenance(verify: { request, manifest, _ in
                    heard.append("\(request.expectation?.sequence ?? 0) \(manifest?.service ?? "none")")
                    return OperatorOutcome(succeeded: true, lines: ["chain: ok"])
                }))
            let expectation = try #require(ChainExpectation("12:" + String(repeating: "0a", count: 32)))
            let request = OperatorRequest.verify(VerifyRequest(isFull: true, expectation: expectation))
            let first = await ServiceFixture.perform(directory, definition) { await $0.perform(request) }
            #expect(first.output == "SQLite integrity_check: ok\nchain: ok\n")
            _ = await ServiceFixture.perform(directory, definition) { await $0.perform(.backup(directory: nil)) }
            _ = await ServiceFixture.perform(directory, definition) { await $0.perform(.verify(VerifyRequest())) }
            #expect(heard.all == ["12 none", "0 bell-keeper"])
        }
    }

    @Test(
        "An expectation is SEQUENCE:HASH with a whole hash",
        arguments: [
            "", "1", "1:", ":" + String(repeating: "a", count: 64), "-1:" + String(repeating: "a", count: 64),
            "1:" + String(repeating: "a", count: 63), "1:" + String(repeating: "g", count: 64),
            "1:2:" + String(repeating: "a", count: 64),
        ])
    func wrongExpectation(_ text: String) {
        #expect(ChainExpectation(text) == nil)
    }

    @Test("Maintenance of a missing store ends with 66 and makes nothing")
    func missingStore() async throws {
        try await withTemporaryDirectory { directory in
            let result = await ServiceFixture.perform(directory) { await $0.perform(.verify(VerifyRequest())) }
            #expect(result.status == .noInput)
            #expect(!FileManager.default.fileExists(atPath: "\(directory)/bells.sqlite"))
        }
    }

    @Test(
        "A real store refuses the simulated clock and the fault flag, with 78",
        arguments: [
            (["clock.simulated-file=clock"], String?.none, "found the simulated clock clock for a real store"),
            ([], "before-ring", "--die-at is refused: the store is a real one, not a sample"),
        ])
    func realStoreRefusals(flags: [String], dieAt: String?, message: String) async throws {
        try await withTemporaryDirectory { directory in
            try SimulatedClockWriter.create(path: "\(directory)/clock", instant: 1, isRunning: false)
            let result = await ServiceFixture.perform(directory, flags: flags, dieAt: dieAt) { await $0.run() }
            #expect(result.status == .configuration)
            #expect(result.errors.contains(message))
        }
    }
}
