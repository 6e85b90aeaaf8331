import Foundation
import GRDB
import School

/// The owned table of sessions.
public enum SessionTable {
    /// The most sessions a person has; signing in once more ends the one used longest ago.
    public static let perPerson = 20

    /// Frozen SQL: the table as it is first made.
    public static let schema1 = """
        CREATE TABLE session (
            hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
            session_id BLOB NOT NULL UNIQUE CHECK (length(session_id) = 16),
            person_id BLOB NOT NULL CHECK (length(person_id) = 16),
            began INTEGER NOT NULL,
            last_seen INTEGER NOT NULL CHECK (last_seen >= began)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_of_person ON session (person_id, last_seen);
        CREATE INDEX session_last_seen ON session (last_seen);
        """

    /// Adds a session, and removes the person's oldest beyond ``perPerson``.
    public static func insert(_ session: StoredSession, into database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT INTO session (hash, session_id, person_id, began, last_seen) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [
            Data(session.hash), Data(session.id.bytes), Data(session.person.bytes), session.began, session.lastSeen,
        ])
        try database.cachedStatement(
            sql: """
                DELETE FROM session WHERE person_id = ?1 AND hash NOT IN (
                    SELECT hash FROM session WHERE person_id = ?1 ORDER BY last_seen DESC, began DESC, hash LIMIT ?2)
                """
        ).execute(arguments: [Data(session.person.bytes), perPerson])
    }

    /// The session of this token hash.
    public static func session(hash: [UInt8], in database: Database) throws -> StoredSession? {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT session_id, person_id, began, last_seen FROM session WHERE hash = ?"),
            arguments: [Data(hash)])
        guard let row, let id = UUID(bytes: row[0] as Data), let person = UUID(bytes: row[1] as Data) else {
            return nil
        }
        return StoredSession(hash: hash, id: id, person: person, began: row[2], lastSeen: row[3])
    }

    /// Whether a session of this id has not ended.
    public static func holds(_ session: UUID, in database: Database) throws -> Bool {
        try Row.fetchOne(
            database.cachedStatement(sql: "SELECT 1 FROM session WHERE session_id = ?"),
            arguments: [Data(session.bytes)]) != nil
    }

    /// Notes that it was used; an earlier instant than the noted one changes nothing.
    public static func touch(hash: [UInt8], at instant: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "UPDATE session SET last_seen = ?2 WHERE hash = ?1 AND last_seen < ?2")
            .execute(arguments: [Data(hash), instant])
    }

    /// Ends one.
    public static func remove(hash: [UInt8], from database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM session WHERE hash = ?").execute(arguments: [Data(hash)])
    }

    /// Ends all sessions of a person.
    public static func removeAll(of person: UUID, from database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM session WHERE person_id = ?")
            .execute(arguments: [Data(person.bytes)])
    }

    /// Removes what was last used before an instant, at most so many at once.
    public static func removeUnused(since instant: Int64, limit: Int = 1_000, from database: Database) throws {
        try database.cachedStatement(
            sql: """
                DELETE FROM session WHERE hash IN (SELECT hash FROM session WHERE last_seen < ? LIMIT ?)
                """
        ).execute(arguments: [instant, limit])
    }
}
