import Foundation

/// What a sign-in is checked against. It stands beside the feed and in no event.
struct Credential: Equatable, Sendable {
    let account: UUID
    let login: String
    /// A PHC string of scrypt.
    let verifier: String
}
