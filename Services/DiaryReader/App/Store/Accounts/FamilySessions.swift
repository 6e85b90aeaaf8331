import Foundation
import GRDB
import ServiceKit
import Web

/// The sessions of families, in the diary's store.
public struct FamilySessions: SessionStore {
    private let database: any DatabaseWriter

    public init(_ database: any DatabaseWriter) { self.database = database }

    public func insert(_ session: StoredSession) async throws {
        try await database.write { try SessionTable.insert(session, into: $0) }
    }

    public func session(hash: [UInt8]) async throws -> StoredSession? {
        try await database.read { try SessionTable.session(hash: hash, in: $0) }
    }

    public func holds(_ session: UUID) async throws -> Bool {
        try await database.read { try SessionTable.holds(session, in: $0) }
    }

    public func touch(hash: [UInt8], at instant: Int64) async throws {
        try await database.write { try SessionTable.touch(hash: hash, at: instant, in: $0) }
    }

    public func remove(hash: [UInt8]) async throws {
        try await database.write { try SessionTable.remove(hash: hash, from: $0) }
    }

    public func removeAll(of person: UUID) async throws {
        try await database.write { try SessionTable.removeAll(of: person, from: $0) }
    }

    public func removeUnused(since instant: Int64) async throws {
        try await database.write { try SessionTable.removeUnused(since: instant, from: $0) }
    }
}

extension DiaryStore {
    /// Ends every session of a person.
    func endSessions(of person: UUID) throws { try SessionTable.removeAll(of: person, from: database) }

    /// Ends every session: a restored store would bring those back that were ended since.
    public static func endAllSessions(in database: Database) throws {
        try database.execute(sql: "DELETE FROM session")
    }
}
