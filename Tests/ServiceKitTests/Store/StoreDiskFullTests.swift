import GRDB
import ServiceKit
import Testing

@Suite("A store that is full")
struct StoreDiskFullTests {
    private typealias Fixture = StoreFixture

    @Test("refuses what does not fit as retriable, keeps what was committed, and recovers when there is room")
    func recovers() throws {
        try withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            try store.pool.write { try Fixture.insert(["kept"], $0) }
            try limitPages(store, to: 12)
            let large = String(repeating: "x", count: 1 << 20)
            let error = #expect(throws: DatabaseError.self) {
                try store.pool.write { try Fixture.insert([large], $0) }
            }
            let failure = StoreFailure(classifying: try #require(error), doing: "write")
            #expect(failure.code == .diskFull)
            #expect(failure.isRetriable)
            #expect(!failure.isFatal)
            #expect(try rings(store) == ["kept"])
            try limitPages(store, to: 100_000)
            try store.pool.write { try Fixture.insert([large], $0) }
            #expect(try rings(store) == ["kept", large])
            try store.close()
        }
    }

    /// SQLite answers SQLITE_FULL for a file that may not grow as for a disk that cannot.
    private func limitPages(_ store: Store, to pages: Int) throws {
        try store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
    }

    private func rings(_ store: Store) throws -> [String] {
        try store.pool.read { try String.fetchAll($0, sql: "SELECT ring FROM bell ORDER BY id") }
    }
}
