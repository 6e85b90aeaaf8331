import Contracts
import Foundation
import School
import Web

extension IssueAccount: DiaryCommand {
    static let name = "IssueAccount"

    init(_ wire: WireIssueAccount) throws(Rejection) {
        self.init(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            person: try Field.id(wire.hasPersonID, wire.personID, "person_id"),
            holder: try Field.choice(wire.hasHolder, wire.holder.rawValue, "holder"),
            login: try LoginRule.check(try Field.required(wire.hasLogin, wire.login, "login"), "login"),
            verifier: try Field.verifier(wire.hasPasswordVerifier, wire.passwordVerifier),
            email: wire.hasEmail ? try EmailRule.check(wire.email, "email") : nil)
    }

    func carryOut(in context: CommandContext) throws {
        let store = context.store
        let (issued, card) = try decide(
            on: State(
                isTaken: try store.hasAccount(account),
                isLoginTaken: try store.hasLogin(login),
                hasAccount: try store.hasOpenAccount(ofPerson: person),
                person: try store.known(person, of: context.school)))
        try context.record(issued)
        try context.record(card)
        try store.keep(Credential(account: account, login: login, verifier: verifier))
    }
}

extension Field {
    /// A PHC string of scrypt. The message never repeats it.
    static func verifier(_ isPresent: Bool, _ text: String) throws(Rejection) -> String {
        guard isPresent else { throw missing("password_verifier") }
        guard let hash = PasswordHash(phc: text), !hash.isDated else {
            throw Rejection(
                .invalid, field: "password_verifier",
                "a verifier has the form $scrypt$ln=15,r=8,p=1$SALT$HASH, both in base64 without padding")
        }
        return text
    }
}
