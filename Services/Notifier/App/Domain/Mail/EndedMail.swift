import Foundation

/// A mail whose story has ended, as the own feed tells of it.
struct EndedMail: Hashable, Sendable {
    let id: UUID
    let kind: MailKind
    let recipient: UUID
    let school: UUID
    let traceID: UUID
    let attempts: Int
    /// How many events it tells of.
    let told: Int
}
