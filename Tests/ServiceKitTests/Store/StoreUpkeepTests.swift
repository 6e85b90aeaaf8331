import GRDB
import Synchronization
import Testing

@testable import ServiceKit

@Suite("A store in use")
struct StoreUpkeepTests {
    private typealias Fixture = StoreFixture

    @Test(
        "Errors of the disk and of the file are fatal, a full disk and a held lock are not",
        arguments: [
            (ResultCode.SQLITE_IOERR, StoreFailure.Code.fatal, false), (.SQLITE_IOERR_FSYNC, .fatal, false),
            (.SQLITE_CORRUPT, .fatal, false), (.SQLITE_NOTADB, .fatal, false), (.SQLITE_FULL, .diskFull, true),
            (.SQLITE_BUSY, .busy, true), (.SQLITE_CONSTRAINT, .other, false), (.SQLITE_CANTOPEN, .inaccessible, false),
        ])
    func classification(result: ResultCode, code: StoreFailure.Code, isRetriable: Bool) {
        let failure = StoreFailure(classifying: DatabaseError(resultCode: result), doing: "write")
        #expect(failure.code == code)
        #expect(failure.isFatal == (code == .fatal))
        #expect(failure.isRetriable == isRetriable)
        #expect(failure.message.hasPrefix("cannot write: SQLite error"))
    }

    @Test("A classified error stays what it was, and a foreign one is no store's fault")
    func classifiedOnce() {
        struct Foreign: Error {}
        let first = StoreFailure(classifying: DatabaseError(resultCode: .SQLITE_FULL), doing: "write")
        #expect(StoreFailure(classifying: first, doing: "commit").message == first.message)
        #expect(StoreFailure(classifying: Foreign(), doing: "write").code == .other)
    }

    @Test("Less free disk than the minimum is refused as retriable, the minimum itself is enough")
    func freeSpace() throws {
        try withTemporaryDirectory { directory in
            let free = Mutex<Int64>(1_000)
            let store = try Store.open(
                Fixture.options(directory, minimumFreeBytes: 1_000, freeBytes: { _ in free.withLock { $0 } }),
                schema: Fixture.schema)
            try store.requireFreeSpace()
            free.withLock { $0 = 999 }
            let failure = #expect(throws: StoreFailure.self) { try store.requireFreeSpace() }
            #expect(failure?.code == .diskFull)
            #expect(failure?.isRetriable == true)
            try store.close()
        }
    }

    @Test("The system says how much disk is free")
    func systemFreeSpace() throws {
        #expect(try #require(DiskSpace.system("/tmp")) > 0)
        #expect(DiskSpace.system("/nowhere/at/all") == nil)
    }

    @Test("The WAL is emptied once no reader holds it, and a reader is not waited for")
    func truncate() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            try await store.pool.write { try Fixture.insert(["a"], $0) }
            let reader = try HeldReader(store.pool)
            try await store.pool.write { try Fixture.insert(["b"], $0) }
            #expect(try await !store.truncateWAL())
            #expect(store.walBytes > 0)
            reader.release()
            #expect(try await store.truncateWAL())
            #expect(store.walBytes == 0)
            let timeout = try await store.pool.writeWithoutTransaction { database in
                try Int.fetchOne(database, sql: "PRAGMA busy_timeout")
            }
            #expect(timeout == 5_000)
            try store.close()
        }
    }

    @Test("An interruption that came when nothing ran keeps neither a checkpoint nor the close from working")
    func interrupted() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            try await store.pool.write { try Fixture.insert(["a"], $0) }
            store.pool.interrupt()
            #expect(try await store.truncateWAL())
            try await store.pool.write { try Fixture.insert(["b"], $0) }
            store.pool.interrupt()
            try store.close()
            #expect(try read("\(directory)/bells.sqlite.lock") == "clean")
        }
    }

    @Test("Upkeep shows sizes as metrics and a full disk as a degraded check, until there is room again")
    func upkeep() async throws {
        try await withTemporaryDirectory { directory in
            let free = Mutex<Int64>(10)
            let store = try Store.open(
                Fixture.options(directory, minimumFreeBytes: 100, freeBytes: { _ in free.withLock { $0 } }),
                schema: Fixture.schema)
            let (health, metrics) = (Health(), PrometheusRegistry())
            let upkeep = StoreMaintenance(
                store: store, health: health, logger: CapturedLines().logger(), metrics: metrics,
                clock: ContinuousClock())
            #expect(await upkeep.look()?.code == .diskFull)
            #expect(health.state(of: "store")?.isServing == true)
            #expect(health.state(of: "store")?.reason?.contains("has 10 bytes left") == true)
            free.withLock { $0 = 100 }
            #expect(await upkeep.look() == nil)
            #expect(health.state(of: "store") == .ready)
            #expect(metrics.exposition.contains("\nzvonok_store_disk_free_bytes 100\n"))
            #expect(metrics.exposition.contains("\nzvonok_store_database_bytes \(store.databaseBytes)\n"))
            try store.close()
        }
    }
}
