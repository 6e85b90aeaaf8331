import EventFeed
import Foundation
import School

extension JournalStore {
    func hasSigningKey(_ id: UUID) throws -> Bool {
        try exists("SELECT 1 FROM signing_key WHERE key_id = ?", [id])
    }

    func hasSigningKey(publicKey: Data) throws -> Bool {
        try exists("SELECT 1 FROM signing_key WHERE public_key = ?", [publicKey])
    }
}

extension SigningKeyPublished: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            "INSERT INTO signing_key (key_id, public_key, not_before, not_after) VALUES (?, ?, ?, ?)",
            [key, publicKey, notBefore, notAfter])
    }
}
