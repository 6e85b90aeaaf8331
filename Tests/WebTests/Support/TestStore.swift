import Foundation
import GRDB
import ServiceKit

@testable import Web

/// The tables of sessions and read records, as a service's store has them.
struct TestStore: SessionStore {
    let queue: DatabaseQueue

    static func queue() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try queue.write { database in
            try database.execute(sql: SessionTable.schema1)
            try database.execute(sql: ReadRecordTable.schema1)
        }
        return queue
    }

    func insert(_ session: StoredSession) async throws {
        try await queue.write { try SessionTable.insert(session, into: $0) }
    }
    func session(hash: [UInt8]) async throws -> StoredSession? {
        try await queue.read { try SessionTable.session(hash: hash, in: $0) }
    }
    func holds(_ session: UUID) async throws -> Bool {
        try await queue.read { try SessionTable.holds(session, in: $0) }
    }
    func touch(hash: [UInt8], at instant: Int64) async throws {
        try await queue.write { try SessionTable.touch(hash: hash, at: instant, in: $0) }
    }
    func remove(hash: [UInt8]) async throws {
        try await queue.write { try SessionTable.remove(hash: hash, from: $0) }
    }
    func removeAll(of person: UUID) async throws {
        try await queue.write { try SessionTable.removeAll(of: person, from: $0) }
    }
    func removeUnused(since instant: Int64) async throws {
        try await queue.write { try SessionTable.removeUnused(since: instant, from: $0) }
    }
}
