import Foundation

/// A session as it is kept: its token stands nowhere, only the token's hash.
public struct StoredSession: Hashable, Sendable {
    /// SHA-256 of the token's bytes, 32 bytes.
    public let hash: [UInt8]
    public let id: UUID
    /// Whose it is: the journal's id of the person.
    public let person: UUID
    /// When the person signed in, microseconds UTC.
    public let began: Int64
    /// When it was last used, microseconds UTC; kept to a few minutes.
    public let lastSeen: Int64

    public init(hash: [UInt8], id: UUID, person: UUID, began: Int64, lastSeen: Int64) {
        self.hash = hash
        self.id = id
        self.person = person
        self.began = began
        self.lastSeen = lastSeen
    }
}
