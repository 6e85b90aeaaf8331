import EventFeed
import Foundation
import School

/// What is asked at the door.
extension JournalStore {
    /// Whose login this is, and what the password is checked against.
    func credential(ofLogin login: String) throws -> (staff: UUID, verifier: String)? {
        try first(
            "SELECT staff_id, verifier FROM staff_credential WHERE login = ? AND verifier IS NOT NULL", [login]
        ) { ($0[0], $0[1]) }
    }

    /// By which browsers are known again; made with the store.
    func doorSecret() throws -> [UInt8] {
        guard let secret: Data = try first("SELECT secret FROM door_secret", [], { $0[0] }) else {
            throw DamagedState(what: "the door's secret")
        }
        return Array(secret)
    }

    func hasOpenAccount(_ staff: UUID) throws -> Bool {
        try exists("SELECT 1 FROM staff_credential WHERE staff_id = ? AND login IS NOT NULL", [staff])
    }

    /// A published key; nil for one that never was.
    func signingKey(_ id: UUID) throws -> SigningKeyPublished? {
        try first("SELECT public_key, not_before, not_after FROM signing_key WHERE key_id = ?", [id]) {
            SigningKeyPublished(key: id, publicKey: $0[0], notBefore: $0[1], notAfter: $0[2])
        }
    }

    /// When a person's sessions were last revoked, microseconds UTC; nil if never.
    func revocation(of staff: UUID) throws -> Int64? {
        try first("SELECT revoked_at FROM session_revocation WHERE staff_id = ?", [staff]) { $0[0] }
    }
}
