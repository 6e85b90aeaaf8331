import GRDB
import Testing

@testable import ServiceKit

private typealias Fixture = StoreFixture

@Suite("What was erased leaves the write-ahead log")
struct ErasedTracesTests {
    @Test("at the first sweep after a start, then when it was noted, and not before")
    func noted() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            let traces = ErasedTraces(in: store, logger: CapturedLines().logger())
            try await store.pool.write { try Fixture.insert(["a"], $0) }
            await traces.sweep()
            #expect(store.walBytes == 0)
            try await store.pool.write { try Fixture.insert(["b"], $0) }
            await traces.sweep()
            #expect(store.walBytes > 0)
            traces.note()
            await traces.sweep()
            #expect(store.walBytes == 0)
            try store.close()
        }
    }

    @Test("a disk that fails meanwhile ends the service")
    func fatal() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            let traces = ErasedTraces(in: store, logger: CapturedLines().logger())
            let fault = DatabaseError(resultCode: .SQLITE_IOERR)
            traces.report(StoreFailure(classifying: DatabaseError(resultCode: .SQLITE_FULL), doing: "checkpoint"))
            traces.report(StoreFailure(classifying: fault, doing: "checkpoint"))
            let failure = await #expect(throws: StoreFailure.self) { try await traces.run() }
            #expect(failure?.isFatal == true)
            try store.close()
        }
    }

    @Test("at the next sweep, where a reader held the log at the first")
    func held() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            let traces = ErasedTraces(in: store, logger: CapturedLines().logger())
            try await store.pool.write { try Fixture.insert(["a"], $0) }
            let reader = try HeldReader(store.pool)
            try await store.pool.write { try Fixture.insert(["b"], $0) }
            await traces.sweep()
            #expect(store.walBytes > 0)
            reader.release()
            await traces.sweep()
            #expect(store.walBytes == 0)
            try store.close()
        }
    }
}
