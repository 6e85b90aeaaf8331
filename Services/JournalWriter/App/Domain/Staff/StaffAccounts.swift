import Foundation
import School

/// Lets a member of staff sign in. Issued again after it was closed, an account goes on with its version.
struct IssueStaffAccount: Equatable, Sendable {
    let staff: UUID
    let credential: StaffCredential

    struct State: Equatable, Sendable {
        /// Nil if the school has no such member of staff.
        let staff: StaffState?
        /// Nil if there never was an account.
        let account: StaffAccountState?
        /// Whether another account has this login.
        let isLoginTaken: Bool
    }

    func decide(on state: State, today: Day) throws(Rejection) -> StaffAccountIssued {
        guard let person = state.staff else { throw .unknown("member of staff", "staff_id") }
        guard person.works(on: today) else {
            throw Rejection(.notAllowed, field: "staff_id", "this member of staff does not work here on \(today)")
        }
        guard state.account?.isOpen != true else {
            throw Rejection(.exists, field: "staff_id", "this member of staff has an account; close that one first")
        }
        guard !state.isLoginTaken else {
            throw Rejection(.exists, field: "login", "this login is taken; choose another")
        }
        return StaffAccountIssued(staff: staff, version: (state.account?.version ?? 0) + 1)
    }
}

/// Puts another password in place; whoever is signed in with the old one has to sign in anew.
struct SetStaffPassword: Equatable, Sendable {
    let staff: UUID
    let expected: Version
    let verifier: String

    struct Change: Equatable, Sendable {
        let version: Version
        let revocation: SessionsRevoked
    }

    /// - Parameter verifier: the one in force.
    func decide(on state: StaffAccountState, verifier present: String?) throws(Rejection) -> Change? {
        try state.check(expected, proposed: "another password")
        try state.checkOpen()
        guard verifier != present else { return nil }
        return Change(version: state.version + 1, revocation: SessionsRevoked(staff: staff))
    }
}

struct CloseStaffAccount: Equatable, Sendable {
    let staff: UUID
    let expected: Version

    struct Change: Equatable, Sendable {
        let closing: StaffAccountClosed
        let revocation: SessionsRevoked
    }

    func decide(on state: StaffAccountState) throws(Rejection) -> Change? {
        try state.check(expected, proposed: "closed")
        guard state.isOpen else { return nil }
        return Change(
            closing: StaffAccountClosed(staff: staff, version: state.version + 1),
            revocation: SessionsRevoked(staff: staff))
    }
}

/// Ends every session of a person, whoever holds its cookie.
struct RevokeSessions: Equatable, Sendable {
    let staff: UUID

    func decide(isStaffKnown: Bool) throws(Rejection) -> SessionsRevoked {
        guard isStaffKnown else { throw .unknown("member of staff", "staff_id") }
        return SessionsRevoked(staff: staff)
    }
}

/// By what a member of staff is known at the door.
struct StaffCredential: Equatable, Sendable {
    /// In the form that ``LoginRule`` gives it.
    let login: String
    /// What a password is checked against (``VerifierRule``).
    let verifier: String
}

struct StaffAccountState: Equatable, Sendable {
    /// Counts what was done to the account, changes of the password included.
    let version: Version
    let isOpen: Bool

    /// Neither side of a conflict says a login or a verifier: answers are kept.
    func check(_ expected: Version, proposed: String) throws(Rejection) {
        try VersionRule.check(expected, against: version, present: isOpen ? "open" : "closed", proposed: proposed)
    }

    func checkOpen() throws(Rejection) {
        guard isOpen else {
            throw Rejection(.notAllowed, field: "staff_id", "the account is closed; issue it again")
        }
    }
}

struct StaffAccountIssued: Equatable, Sendable {
    let staff: UUID
    let version: Version
}

struct StaffAccountClosed: Equatable, Sendable {
    let staff: UUID
    let version: Version
}

struct SessionsRevoked: Equatable, Sendable {
    let staff: UUID
}
