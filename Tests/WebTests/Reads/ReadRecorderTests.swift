import Foundation
import GRDB
import School
import Logging
import ServiceKit
import ServiceLifecycle
import ServiceLifecycleTestKit
import Synchronization
import Testing

@testable import Web

@Suite("Reads of personal data")
struct ReadRecorderTests {
    private struct DiskFull: Error {}

    /// What was written, and whether writing works.
    private final class Sink: Sendable {
        let state = Mutex((written: [ReadRecord](), isFull: false, refusals: 0))

        func write(_ records: [ReadRecord]) throws {
            try state.withLock { state in
                guard !state.isFull else {
                    state.refusals += 1
                    throw DiskFull()
                }
                state.written += records
            }
        }
    }

    private static func records(_ range: Range<Int>) -> [ReadRecord] {
        range.map { number in
            ReadRecord(
                actor: .staff(TestSite.person), subject: .init(.pupil, TestSite.pupil), route: "journal.pupil",
                at: Int64(number))
        }
    }

    private static func recorder(_ sink: Sink) -> ReadRecorder {
        ReadRecorder(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) { try sink.write($0) }
    }

    private func eventually(_ condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while !condition(), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        #expect(condition())
    }

    @Test("wait up to the limit, not one beyond, and a refused answer adds none of its own")
    func limit() throws {
        let recorder = Self.recorder(Sink())
        try recorder.record(Self.records(0..<ReadRecorder.waitingLimit - 1))
        #expect(throws: Problem.self) { try recorder.record(Self.records(0..<2)) }
        #expect(recorder.waitingCount == ReadRecorder.waitingLimit - 1)
        try recorder.record(Self.records(0..<1))
        #expect(throws: Problem.self) { try recorder.record(Self.records(0..<1)) }
    }

    @Test("are written in their order, and what is left at the end of the service too")
    func written() async throws {
        let sink = Sink()
        let recorder = Self.recorder(sink)
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await recorder.run() }
                try recorder.record(Self.records(0..<3))
                try await eventually { sink.state.withLock { $0.written.count } == 3 }
                try recorder.record(Self.records(3..<2 * ReadRecorder.batchLimit))
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        let isWhole = sink.state.withLock { $0.written == Self.records(0..<2 * ReadRecorder.batchLimit) }
        #expect(isWhole)
    }

    @Test("wait while the disk is full, and are written once each when it has room again")
    func diskFull() async throws {
        let sink = Sink()
        sink.state.withLock { $0.isFull = true }
        let recorder = Self.recorder(sink)
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await recorder.run() }
                try recorder.record(Self.records(0..<5))
                try await eventually { sink.state.withLock { $0.refusals } > 0 }
                #expect(recorder.waitingCount == 5)
                sink.state.withLock { $0.isFull = false }
                try await eventually { recorder.waitingCount == 0 }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        #expect(sink.state.withLock { $0.written } == Self.records(0..<5))
    }

    @Test("stand in their table as they were, of each kind of actor and subject")
    func table() throws {
        let queue = try TestStore.queue()
        let actors: [ReadRecord.Actor] = [.staff(TestSite.person), .family(TestSite.person), .bearer("dashboard")]
        let records = actors.flatMap { actor in
            ReadRecord.Subject.Kind.allCases.map {
                ReadRecord(actor: actor, subject: .init($0, TestSite.pupil), route: "a.b", at: 7)
            }
        }
        try queue.write { try ReadRecordTable.insert(records, into: $0) }
        let rows = try queue.read { database in
            try Row.fetchAll(
                database, sql: "SELECT DISTINCT actor_kind, actor_id, actor_name FROM read_record ORDER BY 1")
        }
        #expect(rows.map { $0[0] as String } == ["bearer", "family", "staff"])
        #expect(rows[0][2] == "dashboard" && rows[1][1] == Data(TestSite.person.bytes))
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM read_record") } == records.count)
    }
}
