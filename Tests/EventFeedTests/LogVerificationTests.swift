import Foundation
import GRDB
import School
import Testing

@testable import EventFeed

/// One way to change a stored row behind the log's back.
struct Tampering: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sql: String
}

@Suite("Verifying a log")
struct LogVerificationTests {
    let fixture: LogFixture

    init() throws {
        fixture = try LogFixture()
        try fixture.append(count: 5, type: LogFixture.cardType)
    }

    @Test("an untouched log is verified up to its head")
    func untouched() async throws {
        let head = try fixture.position(5)
        #expect(try await fixture.verify() == LogVerification(from: 1, through: head))
    }

    @Test("a verification that goes on from a position looks at what follows it only")
    func goesOn() async throws {
        let start = try fixture.position(3)
        #expect(try await fixture.verify(from: start).from == 4)
        try fixture.tamper("UPDATE event SET payload = x'00' WHERE sequence = 2")
        #expect(try await fixture.verify(from: start).through.sequence == 5)
    }

    @Test("a log of one step and one event more is verified to its end")
    func stepEdge() async throws {
        try fixture.append(count: EventLog.verificationStep - 4)
        #expect(try await fixture.verify().through.sequence == Int64(EventLog.verificationStep + 1))
    }

    static let changes = [
        Tampering(testDescription: "payload", sql: "payload = x'00'"),
        Tampering(testDescription: "salt", sql: "salt = zeroblob(16)"),
        Tampering(testDescription: "type", sql: "type = 'MarkChanged'"),
        Tampering(testDescription: "schema version", sql: "schema_version = 2"),
        Tampering(testDescription: "event id", sql: "event_id = zeroblob(16)"),
        Tampering(testDescription: "actor", sql: "actor_id = zeroblob(16)"),
        Tampering(testDescription: "school", sql: "school_id = zeroblob(16)"),
        Tampering(testDescription: "recorded-at", sql: "recorded_at = recorded_at + 1"),
        Tampering(testDescription: "chain hash", sql: "chain_hash = zeroblob(32)"),
    ]

    @Test("a changed column is found at its event", arguments: changes)
    func changed(_ tampering: Tampering) async throws {
        try fixture.tamper("UPDATE event SET \(tampering.sql) WHERE sequence = 3")
        await #expect(throws: LogFault.brokenChain(sequence: 3)) { try await fixture.verify() }
    }

    @Test("a schema version that fits no number of the protocol is reported, not fatal")
    func impossibleSchemaVersion() async throws {
        try fixture.tamper("UPDATE event SET schema_version = 5000000000 WHERE sequence = 3")
        await #expect(throws: LogFault.unreadable(sequence: 3, what: "schema version")) { try await fixture.verify() }
    }

    @Test(
        "an erasure whose payload was spoiled or blanked is found at its own event",
        arguments: [
            "payload = x'ff'", "payload = NULL, salt = NULL, digest = zeroblob(32)",
        ])
    func spoiledErasure(_ change: String) async throws {
        try fixture.append(count: 1, type: EventLog.erasureType)
        try fixture.tamper("UPDATE event SET \(change) WHERE sequence = 6")
        await #expect(throws: LogFault.self) { try await fixture.verify() }
    }

    @Test("the trace id is not part of the chain")
    func traceIsFree() async throws {
        try fixture.tamper("UPDATE event SET trace_id = zeroblob(16) WHERE sequence = 3")
        #expect(try await fixture.verify().through.sequence == 5)
    }

    @Test("a removed row is found as a gap")
    func removed() async throws {
        try fixture.tamper("DELETE FROM event WHERE sequence = 3")
        await #expect(throws: LogFault.gap(sequence: 3)) { try await fixture.verify() }
    }

    @Test("two events that changed places are found at the first of them")
    func swapped() async throws {
        for (from, to) in [(2, 100), (3, 2), (100, 3)] {
            try fixture.tamper("UPDATE event SET sequence = ? WHERE sequence = ?", [to, from])
        }
        await #expect(throws: LogFault.brokenChain(sequence: 2)) { try await fixture.verify() }
    }

    @Test("a blanked payload that no erasure names is found, though its digest fits")
    func blank() async throws {
        try blank(sequence: 3)
        await #expect(throws: LogFault.unexplainedBlank(sequence: 3)) { try await fixture.verify() }
    }

    @Test("a payload that an erasure names may be gone")
    func erased() async throws {
        try erase([3])
        #expect(try await fixture.verify().through.sequence == 6)
        let payload = try await fixture.database.read {
            try Data?.fetchOne($0, sql: "SELECT payload FROM event WHERE sequence = 3")
        }
        #expect(payload == .some(nil))
    }

    @Test("another digest in the place of an erased payload is found")
    func otherDigest() async throws {
        try erase([3])
        try fixture.tamper("UPDATE event SET digest = zeroblob(32) WHERE sequence = 3")
        await #expect(throws: LogFault.brokenChain(sequence: 3)) { try await fixture.verify() }
    }

    @Test("a cut tail is found by a position noted before, not by the chain")
    func cutTail() async throws {
        let noted = try fixture.position(5)
        try fixture.tamper("DELETE FROM event WHERE sequence > 3")
        #expect(try await fixture.verify().through.sequence == 3)
        await #expect(throws: LogFault.cutOff(expected: 5, head: 3)) {
            try await fixture.database.read { try fixture.log.verify(expected: noted, in: $0) }
        }
    }

    @Test("a noted position with another hash is another history, one with the same is not")
    func otherHistory() throws {
        let other = FeedPosition(sequence: 4, hash: .origin(of: fixture.log.feed))
        let noted = try fixture.position(4)
        try fixture.database.read { database in
            #expect(throws: LogFault.otherHistory(sequence: 4)) {
                try fixture.log.verify(expected: other, in: database)
            }
            #expect(throws: Never.self) { try fixture.log.verify(expected: noted, in: database) }
        }
    }

    @Test("where a verification ended is read back")
    func noted() throws {
        let position = try fixture.position(4)
        try fixture.database.write { database in
            #expect(try fixture.log.lastVerified(in: database) == nil)
            try fixture.log.noteVerified(position, in: database)
            #expect(try fixture.log.lastVerified(in: database) == position)
        }
    }

    private func blank(sequence: Int64) throws {
        try fixture.database.write { database in
            let row = try #require(
                try Row.fetchOne(
                    database, sql: "SELECT salt, payload FROM event WHERE sequence = ?", arguments: [sequence]))
            try database.execute(
                sql: "UPDATE event SET payload = NULL, salt = NULL, digest = ? WHERE sequence = ?",
                arguments: [ChainHash.digest(salt: row[0], payload: row[1]), sequence])
        }
    }

    private func erase(_ sequences: [Int64]) throws {
        try fixture.database.write { database in
            let event = try fixture.log.erase(sequences: sequences, basis: "order 1", in: database)
            var tail = try fixture.log.tail(in: database)
            _ = try fixture.log.append(
                event, school: LogFixture.school, actor: LogFixture.actor, traceID: .none, tail: &tail, in: database)
        }
    }
}
