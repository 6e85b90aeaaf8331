import Foundation
import GRDB
import Testing

@testable import ServiceKit

@Suite("A backup")
struct StoreBackupTests {
    private typealias Fixture = StoreFixture
    private static let name = "bell-keeper-20260901T083000.000000Z"

    private func backup(_ store: Store, _ directory: String, extras: @escaping StoreBackup.Extras = { _ in [:] })
        -> StoreBackup
    {
        StoreBackup(store: store, directory: "\(directory)/b", now: { 1_788_251_400_000_000 }, extras: extras)
    }

    @Test("is a checked copy with a manifest that describes it, readable by its owner alone")
    func makes() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            try await store.pool.write { try Fixture.insert(["a", "b"], $0) }
            let (path, manifest) = try await backup(store, directory) { database in
                ["head": "\(try Int.fetchOne(database, sql: "SELECT max(id) FROM bell") ?? 0)"]
            }.make()
            #expect(path == "\(directory)/b/\(Self.name).sqlite")
            #expect(manifest.extras == ["head": "2"])
            #expect(manifest.schemaVersion == 2)
            #expect(manifest.service == "bell-keeper")
            #expect(!manifest.isSample)
            #expect(manifest.size == (try DurableFiles.size(path)))
            #expect(manifest.sha256 == (try DurableFiles.digest(path)))
            #expect(try BackupManifest.read(of: path) == manifest)
            for file in [path, BackupManifest.path(of: path)] {
                let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(directory)/b").count == 2)
            try store.close()
        }
    }

    @Test("is made while writing goes on, and holds one state of it")
    func whileWriting() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            try await store.pool.write { database in
                try Fixture.insert((0..<20_000).map { "ring \($0)" }, database)
            }
            let written = try await withThrowingTaskGroup(of: Int.self) { group in
                let isCopied = CapturedLines()
                group.addTask {
                    let (path, manifest) = try await backup(store, directory) { database in
                        ["rings": "\(try Int.fetchOne(database, sql: "SELECT count(*) FROM bell") ?? 0)"]
                    }.make()
                    isCopied.append(path)
                    return try #require(Int(manifest.extras["rings"] ?? ""))
                }
                var count = 20_000
                while isCopied.all.isEmpty || count == 20_000 {
                    try await store.pool.write { try Fixture.insert(["more"], $0) }
                    count += 1
                }
                let copied = try #require(try await group.next())
                #expect((20_000...count).contains(copied))
                return count
            }
            #expect(written > 20_000)
            try store.close()
        }
    }

    @Test("overwrites nothing")
    func noClobbering() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            _ = try await backup(store, directory).make()
            let failure = await #expect(throws: BackupFailure.self) { _ = try await backup(store, directory).make() }
            #expect(failure?.code == .exists)
            try store.close()
        }
    }

    @Test("that cannot be inspected leaves nothing behind")
    func failedExtras() async throws {
        struct Unreadable: Error {}
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            await #expect(throws: StoreFailure.self) {
                _ = try await backup(store, directory) { _ in throw Unreadable() }.make()
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(directory)/b") == [])
            try store.close()
        }
    }

    @Test("is refused where the disk has no room for it")
    func noRoom() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Store.open(
                Fixture.options(directory, freeBytes: { _ in 4_096 }), schema: Fixture.schema)
            let failure = await #expect(throws: StoreFailure.self) { _ = try await backup(store, directory).make() }
            #expect(failure?.code == .diskFull)
            try store.close()
        }
    }

    @Test("The newest manifest of a directory is the one with the latest instant")
    func newest() async throws {
        try await withTemporaryDirectory { directory in
            #expect(try BackupManifest.newest(in: "\(directory)/b", of: "bell-keeper") == nil)
            let store = try Fixture.open(directory)
            for instant: Int64 in [1_788_251_400_000_000, 1_788_251_402_000_000, 1_788_251_401_000_000] {
                let backup = StoreBackup(store: store, directory: "\(directory)/b", now: { instant })
                _ = try await backup.make()
            }
            let newest = try BackupManifest.newest(in: "\(directory)/b", of: "bell-keeper")
            #expect(newest?.createdAt == 1_788_251_402_000_000)
            #expect(try BackupManifest.newest(in: "\(directory)/b", of: "notifier") == nil)
            // What a kill left of another backup hides none.
            let torn = "\(directory)/b/bell-keeper-20990101T000000Z.manifest.json"
            try Data("{".utf8).write(to: URL(fileURLWithPath: torn))
            #expect(try BackupManifest.newest(in: "\(directory)/b", of: "bell-keeper") == newest)
            try store.close()
        }
    }
}
