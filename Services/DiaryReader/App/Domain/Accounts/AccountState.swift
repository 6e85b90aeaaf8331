import Foundation
import School

/// An account as the events left it.
struct AccountState: Equatable, Sendable {
    let version: Version
    let person: UUID
    let holder: Holder
    let isClosed: Bool
    /// Nil until it was set.
    let preference: MailPreference?

    /// - Throws: `not-allowed` for a closed account.
    func checkOpen() throws(Rejection) {
        guard !isClosed else { throw .accountClosed }
    }
}
