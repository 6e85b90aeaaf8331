import Foundation
import GRDB
import Testing

@testable import ServiceKit

@Suite("A restore")
struct StoreRestoreTests {
    private typealias Fixture = StoreFixture

    /// A store with one ring, a backup of it, and a second ring written afterwards.
    private func withBackup(
        isSample: Bool = false, _ body: (_ directory: String, _ backup: String) throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory, isSample: isSample)
            try await store.pool.write { try Fixture.insert(["before"], $0) }
            let backup = StoreBackup(store: store, directory: "\(directory)/b", now: { 1_788_251_400_000_000 })
            let path = try await backup.make().path
            try await store.pool.write { try Fixture.insert(["after"], $0) }
            try store.close()
            try body(directory, path)
        }
    }

    private func restore(
        _ directory: String, _ backup: String, isSample: Bool = false, schema: StoreSchema = Fixture.schema,
        transform: @escaping StoreRestore.Transform = { _, _ in }
    ) throws -> StoreRestore.Outcome {
        let options = Fixture.options(directory, purpose: .maintain, isSample: isSample, command: "bell-keeper restore")
        return try StoreRestore(options: options, schema: schema, transform: transform).run(backup: backup)
    }

    @Test("brings the backup's state back, changed by the service, and keeps the old store aside")
    func restores() async throws {
        try await withBackup { directory, backup in
            let outcome = try restore(directory, backup) { database, manifest in
                #expect(manifest.service == "bell-keeper")
                try Fixture.insert(["renewed"], database)
            }
            #expect(try Fixture.rings(directory) == ["before", "renewed"])
            let aside = try #require(outcome.setAside)
            #expect(aside == "\(directory)/bells.sqlite.replaced-20260901T083000.000000Z")
            let old = try DatabaseQueue(path: aside)
            #expect(try old.read { try String.fetchAll($0, sql: "SELECT ring FROM bell") } == ["before", "after"])
            try old.close()
            #expect(try read(backup + "").isEmpty == false)
        }
    }

    @Test("works where there is no store any more, and moves a WAL that was left aside")
    func restoresIntoNothing() async throws {
        try await withBackup { directory, backup in
            try FileManager.default.removeItem(atPath: "\(directory)/bells.sqlite")
            try write("stale", to: "\(directory)/bells.sqlite-wal")
            _ = try restore(directory, backup)
            #expect(try Fixture.rings(directory) == ["before"])
            #expect(try read("\(directory)/bells.sqlite.replaced-20260901T083000.000000Z-wal") == "stale")
        }
    }

    @Test("is looked at beforehand without changing anything, and all that stands in its way is told")
    func checked() async throws {
        try await withBackup { directory, backup in
            let before = try FileManager.default.subpathsOfDirectory(atPath: directory).sorted()
            let sound = try check(directory, backup)
            #expect(sound.problems.isEmpty && sound.neededBytes > 0 && sound.store == "\(directory)/bells.sqlite")
            #expect(try FileManager.default.subpathsOfDirectory(atPath: directory).sorted() == before)
            let store = try Fixture.open(directory)
            let tight = try check(directory, backup, isSample: true, free: 1_000)
            try store.close()
            #expect(tight.problems.count == 2)
            #expect(tight.problems.contains { $0.contains("in use by process \(getpid()) (test): stop it first") })
            #expect(tight.problems.contains { $0.contains("is a real store, the configuration asks for a sample") })
            let full = try check(directory, backup, free: 1_000)
            #expect(full.problems.count == 1 && full.problems[0].contains("has 1000 bytes left"))
            let gone = try check("\(directory)/not/there", backup)
            #expect(gone.problems.isEmpty)
        }
    }

    private func check(
        _ directory: String, _ backup: String, isSample: Bool = false, free: Int64? = nil
    ) throws -> RestoreCheck {
        let options = Fixture.options(
            directory, purpose: .maintain, isSample: isSample, command: "bell-keeper restore", freeBytes: { _ in free })
        return try StoreRestore(options: options, schema: Fixture.schema).check(backup: backup, erasures: nil) { _ in 0
        }
    }

    @Test("after one that was interrupted starts from the beginning")
    func afterInterruption() async throws {
        try await withBackup { directory, backup in
            try write("half", to: "\(directory)/bells.sqlite.restoring")
            _ = try restore(directory, backup)
            #expect(try Fixture.rings(directory) == ["before"])
        }
    }

    @Test("needs the store to be free, and says who holds it")
    func locked() async throws {
        try await withBackup { directory, backup in
            let store = try Fixture.open(directory)
            let failure = #expect(throws: StoreFailure.self) { _ = try restore(directory, backup) }
            #expect(failure?.code == .locked)
            #expect(failure?.message.contains("process \(getpid()) (test)") == true)
            try store.close()
            #expect(try Fixture.rings(directory) == ["before", "after"])
        }
    }

    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: BackupFailure.Code
        let change: @Sendable (_ backup: String, _ manifest: String) throws -> Void
    }

    static let tamperings = [
        Tampering(testDescription: "a changed byte", code: .digestMismatch) { backup, _ in
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: backup))
            try handle.seek(toOffset: 5_000)
            try handle.write(contentsOf: Data([0xFF]))
            try handle.close()
        },
        Tampering(testDescription: "a cut end", code: .digestMismatch) { backup, _ in
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: backup))
            try handle.truncate(atOffset: 4_096)
            try handle.close()
        },
        Tampering(testDescription: "a removed manifest", code: .missing) { _, manifest in
            try FileManager.default.removeItem(atPath: manifest)
        },
        Tampering(testDescription: "a removed backup", code: .missing) { backup, _ in
            try FileManager.default.removeItem(atPath: backup)
        },
        Tampering(testDescription: "a manifest that is no JSON", code: .invalidManifest) { _, manifest in
            try write("{", to: manifest)
        },
        Tampering(testDescription: "a manifest of a later format", code: .invalidManifest) { _, manifest in
            try write(try read(manifest).replacing("\"format\" : 1", with: "\"format\" : 2"), to: manifest)
        },
        Tampering(testDescription: "a manifest of another service", code: .unfit) { _, manifest in
            try write(try read(manifest).replacing("bell-keeper\"", with: "notifier\""), to: manifest)
        },
        Tampering(testDescription: "a manifest with another digest", code: .digestMismatch) { _, manifest in
            let other = try read(manifest).replacing(/"sha256" : "[0-9a-f]{64}"/, with: "\"sha256\" : \"00\"")
            try write(other, to: manifest)
        },
        Tampering(testDescription: "a manifest with another size", code: .digestMismatch) { _, manifest in
            try write(try read(manifest).replacing(/"size" : \d+/, with: "\"size\" : 1"), to: manifest)
        },
        Tampering(testDescription: "a manifest with a later schema", code: .unfit) { _, manifest in
            try write(
                try read(manifest).replacing(/"schemaVersion" : \d+/, with: "\"schemaVersion\" : 99"), to: manifest)
        },
    ]

    @Test("refuses a backup that is not what its manifest says, and changes nothing", arguments: tamperings)
    func refuses(_ tampering: Tampering) async throws {
        try await withBackup { directory, backup in
            try tampering.change(backup, BackupManifest.path(of: backup))
            let failure = #expect(throws: BackupFailure.self) { _ = try restore(directory, backup) }
            #expect(failure?.code == tampering.code)
            #expect(try Fixture.rings(directory) == ["before", "after"])
            #expect(!FileManager.default.fileExists(atPath: "\(directory)/bells.sqlite.restoring"))
        }
    }

    @Test("refuses a sample in a real store's place, and the other way round", arguments: [true, false])
    func sample(isSample: Bool) async throws {
        try await withBackup(isSample: isSample) { directory, backup in
            let failure = #expect(throws: BackupFailure.self) {
                _ = try restore(directory, backup, isSample: !isSample)
            }
            #expect(failure?.code == .unfit)
        }
    }

    @Test("whose change by the service fails leaves the present store")
    func failedTransform() async throws {
        struct Refused: Error {}
        try await withBackup { directory, backup in
            let refusing: StoreRestore.Transform = { _, _ in throw Refused() }
            let failure = #expect(throws: StoreFailure.self) {
                _ = try restore(directory, backup, transform: refusing)
            }
            #expect(failure?.code == .other)
            let rings = try Fixture.rings(directory)
            #expect(rings == ["before", "after"])
        }
    }
}
