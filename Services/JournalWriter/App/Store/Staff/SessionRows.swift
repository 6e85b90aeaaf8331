import Foundation
import GRDB
import ServiceKit
import Web

/// The sessions of those who are signed in here.
struct SessionRows: SessionStore {
    private let database: any DatabaseWriter

    init(_ database: any DatabaseWriter) { self.database = database }

    func insert(_ session: StoredSession) async throws {
        try await database.write { try SessionTable.insert(session, into: $0) }
    }

    func session(hash: [UInt8]) async throws -> StoredSession? {
        try await database.read { try SessionTable.session(hash: hash, in: $0) }
    }

    func holds(_ session: UUID) async throws -> Bool {
        try await database.read { try SessionTable.holds(session, in: $0) }
    }

    func touch(hash: [UInt8], at instant: Int64) async throws {
        try await database.write { try SessionTable.touch(hash: hash, at: instant, in: $0) }
    }

    func remove(hash: [UInt8]) async throws {
        try await database.write { try SessionTable.remove(hash: hash, from: $0) }
    }

    func removeAll(of person: UUID) async throws {
        try await database.write { try SessionTable.removeAll(of: person, from: $0) }
    }

    /// Ends everybody's.
    static func removeAll(in database: Database) throws {
        try database.execute(sql: "DELETE FROM session")
    }

    func removeUnused(since instant: Int64) async throws {
        try await database.write { try SessionTable.removeUnused(since: instant, from: $0) }
    }
}

/// Where it is noted who looked at whose data.
struct ReadRows: Sendable {
    private let database: any DatabaseWriter

    init(_ database: any DatabaseWriter) { self.database = database }

    /// All of them, or none.
    func insert(_ records: [ReadRecord]) async throws {
        try await database.write { try ReadRecordTable.insert(records, into: $0) }
    }
}
