import Foundation
import School

/// An open account, as its holder sees it.
public struct HeldAccount: Hashable, Sendable {
    public let viewer: Viewer
    /// Counts its changes.
    public let version: UInt32
    /// Where mail goes; nil: nowhere.
    public let email: String?
    /// Nil while nothing was said: mail comes, gathered as long as the notifier gathers for all.
    public let preference: MailPreference?
}

/// What a sign-in is checked against, and whom it lets in.
struct SignInRecord: Equatable, Sendable {
    let person: UUID
    /// A PHC string of scrypt.
    let verifier: String
}
