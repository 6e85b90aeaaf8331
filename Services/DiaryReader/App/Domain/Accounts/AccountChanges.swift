import Foundation
import School

/// Another password. It is no fact of the feed: it is kept beside it, and every session of the account ends.
struct SetAccountPassword: Equatable, Sendable {
    let account: UUID
    /// The account's version.
    let expected: Version
    let verifier: String

    func decide(on state: AccountState) throws(Rejection) {
        try state.checkOpen()
        try VersionRule.check(
            expected, against: state.version, present: "the account as version \(state.version)",
            proposed: "another password")
    }
}

struct SetMailPreference: Equatable, Sendable {
    let account: UUID
    let expected: Version
    let preference: MailPreference

    func decide(on state: AccountState) throws(Rejection) -> MailPreferenceSet? {
        try state.checkOpen()
        try VersionRule.check(
            expected, against: state.version, present: state.preference.map { "\($0)" } ?? "nothing said about mail",
            proposed: "\(preference)")
        guard preference != state.preference else { return nil }
        return MailPreferenceSet(account: account, version: state.version + 1, preference: preference)
    }
}

struct MailPreferenceSet: Equatable, Sendable {
    let account: UUID
    let version: Version
    let preference: MailPreference
}

/// Ends an account for good; the person may be given another.
struct CloseAccount: Equatable, Sendable {
    let account: UUID
    let expected: Version

    func decide(on state: AccountState) throws(Rejection) -> AccountClosed? {
        try VersionRule.check(
            expected, against: state.version, present: state.isClosed ? "closed" : "open", proposed: "closed")
        return state.isClosed ? nil : AccountClosed(account: account, version: state.version + 1)
    }
}

struct AccountClosed: Equatable, Sendable {
    let account: UUID
    let version: Version
}
