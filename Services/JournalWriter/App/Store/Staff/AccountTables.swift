import EventFeed
import Foundation
import School
import ServiceKit

/// Accounts as the feed tells of them, and beside them the credentials it never tells of.
extension JournalStore {
    func account(of staff: UUID, in school: UUID) throws -> StaffAccountState? {
        let sql = "SELECT version, login IS NOT NULL FROM staff_credential WHERE staff_id = ? AND school_id = ?"
        return try first(sql, [staff, school]) { StaffAccountState(version: $0[0], isOpen: $0[1]) }
    }

    func isTaken(login: String, byOtherThan staff: UUID) throws -> Bool {
        try exists("SELECT 1 FROM staff_credential WHERE login = ? AND staff_id <> ?", [login, staff])
    }

    func verifier(of staff: UUID) throws -> String? {
        try first("SELECT verifier FROM staff_credential WHERE staff_id = ?", [staff]) { $0[0] as String? } ?? nil
    }

    func keep(_ credential: StaffCredential, of staff: UUID, in school: UUID, version: Version) throws {
        try run(
            """
            INSERT INTO staff_credential (staff_id, school_id, version, login, verifier) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (staff_id) DO UPDATE
            SET version = excluded.version, login = excluded.login, verifier = excluded.verifier
            """,
            [staff, school, version, credential.login, credential.verifier])
    }

    func replace(_ verifier: String, of staff: UUID, version: Version) throws {
        try change(
            "UPDATE staff_credential SET version = ?, verifier = ? WHERE staff_id = ?", [version, verifier, staff])
    }

    /// What a password would be checked against goes for good; the version stays.
    func dropCredential(of staff: UUID, version: Version) throws {
        try change(
            "UPDATE staff_credential SET version = ?, login = NULL, verifier = NULL WHERE staff_id = ?",
            [version, staff])
    }

    func endSessions(of staff: UUID) throws {
        try SessionTable.removeAll(of: staff, from: database)
    }
}

extension StaffAccountIssued: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO staff_account (staff_id, school_id, version, is_open) VALUES (?, ?, ?, 1)
            ON CONFLICT (staff_id) DO UPDATE SET version = excluded.version, is_open = 1
            """,
            [staff, source.school, version])
    }
}

extension StaffAccountClosed: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change("UPDATE staff_account SET version = ?, is_open = 0 WHERE staff_id = ?", [version, staff])
    }
}

extension SessionsRevoked: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO session_revocation (staff_id, school_id, revoked_at) VALUES (?, ?, ?)
            ON CONFLICT (staff_id) DO UPDATE SET revoked_at = excluded.revoked_at
            """,
            [staff, source.school, source.recordedAt])
    }
}
