import Contracts
import Foundation
import School
import SwiftProtobuf

extension ChangeAccountCard: DiaryCommand {
    static let name = "ChangeAccountCard"

    init(_ wire: WireChangeAccountCard) throws(Rejection) {
        self.init(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            email: wire.hasEmail ? try EmailRule.check(wire.email, "email") : nil)
    }

    func carryOut(in context: CommandContext) throws {
        try context.record(
            try decide(on: try context.account(account), card: try context.store.card(of: account)))
    }
}

extension SetAccountPassword: DiaryCommand {
    static let name = "SetAccountPassword"

    init(_ wire: WireSetAccountPassword) throws(Rejection) {
        self.init(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            verifier: try Field.verifier(wire.hasPasswordVerifier, wire.passwordVerifier))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.account(account)
        try decide(on: state)
        try context.store.change(verifier: verifier, of: account)
        try context.store.endSessions(of: state.person)
    }
}

extension SetMailPreference: DiaryCommand {
    static let name = "SetMailPreference"

    init(_ wire: WireSetMailPreference) throws(Rejection) {
        self.init(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            preference: try MailPreference(
                wire.hasMarks, wire.marks, wire.hasGatherMinutes, wire.gatherMinutes))
    }

    func carryOut(in context: CommandContext) throws {
        try context.record(try decide(on: try context.account(account)))
    }
}

extension CloseAccount: DiaryCommand {
    static let name = "CloseAccount"

    init(_ wire: WireCloseAccount) throws(Rejection) {
        self.init(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.account(account)
        guard let closed = try decide(on: state) else { return }
        try context.record(closed)
        try context.store.forgetCredential(of: account)
        try context.store.endSessions(of: state.person)
    }
}

extension SetMailPreference {
    /// The command's body, for the diary's own pages.
    var body: Data {
        get throws {
            try WireSetMailPreference.with {
                $0.accountID = Data(account.bytes)
                $0.expectedVersion = expected
                $0.marks = preference.marks
                $0.gatherMinutes = UInt32(preference.gatherMinutes)
            }.serializedBytes()
        }
    }
}
