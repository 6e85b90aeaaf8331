import Foundation
import School

/// Where mail to the holder goes, as it was recorded.
struct AccountCardRecorded: Equatable, Sendable {
    let account: UUID
    /// The card's own count: an erased card must take its version with it.
    let version: Version
    /// Nil: nowhere.
    let email: String?
}

/// Another address, or none.
struct ChangeAccountCard: Equatable, Sendable {
    let account: UUID
    /// The card's version; 0 where there is none.
    let expected: Version
    let email: String?

    /// - Parameter current: the newest card not erased; nil if there is none.
    func decide(
        on state: AccountState, card current: AccountCardRecorded?
    ) throws(Rejection) -> AccountCardRecorded? {
        try state.checkOpen()
        let version = current?.version ?? 0
        // The answer is kept for retries and must outlive an erasure, so it cannot show the addresses themselves.
        try VersionRule.check(
            expected, against: version, present: "the card recorded as version \(version)", proposed: "another card")
        guard email != current?.email else { return nil }
        return AccountCardRecorded(account: account, version: version + 1, email: email)
    }
}
