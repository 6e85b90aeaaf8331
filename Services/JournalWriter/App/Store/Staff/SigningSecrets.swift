import EventFeed
import Foundation
import GRDB
import School

/// A key pair of the journal's as it is kept.
struct SigningSecret: Sendable {
    let key: UUID
    /// 32 bytes each (RFC 8032).
    let secretKey: Data
    let publicKey: Data
    /// Microseconds UTC.
    let notBefore: Int64
    let notAfter: Int64
    /// Whether the feed tells of it.
    let isPublished: Bool
}

/// The journal's secret keys: an owned table that no feed tells of.
struct SigningSecrets: Sendable {
    private let database: any DatabaseWriter

    init(_ database: any DatabaseWriter) { self.database = database }

    /// By age.
    func all() async throws -> [SigningSecret] {
        try await database.read { database in
            try JournalStore(database).all(
                """
                SELECT s.key_id, s.secret_key, s.public_key, s.not_before, s.not_after, k.key_id IS NOT NULL
                FROM signing_secret s LEFT JOIN signing_key k ON k.key_id = s.key_id ORDER BY s.not_before, s.key_id
                """, []
            ) { row in
                SigningSecret(
                    key: row[0], secretKey: row[1], publicKey: row[2], notBefore: row[3], notAfter: row[4],
                    isPublished: row[5])
            }
        }
    }

    /// Whether anybody could sign in, or could once: then services need a key to know them by.
    func areNeeded() async throws -> Bool {
        try await database.read { database in
            try JournalStore(database).exists(
                "SELECT 1 WHERE EXISTS (SELECT 1 FROM staff_credential) OR EXISTS (SELECT 1 FROM signing_secret)", [])
        }
    }

    func insert(_ secret: SigningSecret) async throws {
        try await database.write { database in
            try JournalStore(database).run(
                """
                INSERT INTO signing_secret (key_id, secret_key, public_key, not_before, not_after)
                VALUES (?, ?, ?, ?, ?)
                """,
                [secret.key, secret.secretKey, secret.publicKey, secret.notBefore, secret.notAfter])
        }
    }

    func remove(_ keys: [UUID]) async throws {
        try await database.write { database in
            for key in keys {
                try JournalStore(database).run("DELETE FROM signing_secret WHERE key_id = ?", [key])
            }
        }
    }
}
