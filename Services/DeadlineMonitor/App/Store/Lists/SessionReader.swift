import EventFeed
import Foundation
import GRDB

/// What is known of the journals' keys for staff tokens, and of revoked sessions.
struct SessionReader: Sendable {
    private let reader: any DatabaseReader

    init(_ reader: any DatabaseReader) { self.reader = reader }

    /// The key, if a journal has published it, and when the person's sessions were last revoked (microseconds UTC).
    func standing(key: UUID, person: UUID) async throws -> (key: SigningKey?, revoked: Int64?) {
        try await reader.read { database in
            let found = try KeptStatement(
                """
                SELECT key_id, public_key, not_before, not_after FROM source JOIN signing_key USING (source)
                WHERE state = 'live' AND key_id = ?
                """, in: database
            ).first([key]) { SigningKey(id: $0[0], publicKey: $0[1], notBefore: $0[2], notAfter: $0[3]) }
            let revoked = try KeptStatement(
                "SELECT MAX(at) FROM source JOIN revocation USING (source) WHERE state = 'live' AND staff_id = ?",
                in: database
            ).first([person]) { $0[0] as Int64? }
            return (found, revoked ?? nil)
        }
    }
}
