import Contracts
import Foundation
import School

extension IssueStaffAccount: JournalCommand {
    static let name = "IssueStaffAccount"

    init(_ wire: WireIssueStaffAccount) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            credential: StaffCredential(
                login: try LoginRule.check(try Field.required(wire.hasLogin, wire.login, "login"), "login"),
                verifier: try Field.verifier(wire.hasPasswordVerifier, wire.passwordVerifier)))
    }

    func carryOut(in context: CommandContext) throws {
        let store = context.store
        let issued = try decide(
            on: State(
                staff: try store.staff(staff, of: context.school),
                account: try store.account(of: staff, in: context.school),
                isLoginTaken: try store.isTaken(login: credential.login, byOtherThan: staff)),
            today: try context.time().today)
        try store.keep(credential, of: staff, in: context.school, version: issued.version)
        try context.record(issued)
    }
}

extension SetStaffPassword: JournalCommand {
    static let name = "SetStaffPassword"

    init(_ wire: WireSetStaffPassword) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            verifier: try Field.verifier(wire.hasPasswordVerifier, wire.passwordVerifier))
    }

    func carryOut(in context: CommandContext) throws {
        let present = try context.store.verifier(of: staff)
        guard let change = try decide(on: try context.account(of: staff), verifier: present) else { return }
        try context.store.replace(verifier, of: staff, version: change.version)
        try context.end(change.revocation)
    }
}

extension CloseStaffAccount: JournalCommand {
    static let name = "CloseStaffAccount"

    init(_ wire: WireCloseStaffAccount) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"))
    }

    func carryOut(in context: CommandContext) throws {
        guard let change = try decide(on: try context.account(of: staff)) else { return }
        try context.store.dropCredential(of: staff, version: change.closing.version)
        try context.record(change.closing)
        try context.end(change.revocation)
    }
}

extension RevokeSessions: JournalCommand {
    static let name = "RevokeSessions"

    init(_ wire: WireRevokeSessions) throws(Rejection) {
        self.init(staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"))
    }

    func carryOut(in context: CommandContext) throws {
        try context.end(try decide(isStaffKnown: try context.store.staff(staff, of: context.school) != nil))
    }
}

extension CommandContext {
    fileprivate func account(of staff: UUID) throws -> StaffAccountState {
        try found(try store.account(of: staff, in: school), "account", "staff_id")
    }

    /// Ends a person's sessions: those kept here at once, those known elsewhere by the event.
    fileprivate func end(_ revocation: SessionsRevoked) throws {
        try store.endSessions(of: revocation.staff)
        try record(revocation)
    }
}

extension Field {
    fileprivate static func verifier(_ isPresent: Bool, _ text: String) throws(Rejection) -> String {
        try VerifierRule.check(try required(isPresent, text, "password_verifier"), "password_verifier")
    }
}
