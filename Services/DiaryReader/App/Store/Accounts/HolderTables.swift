import EventFeed
import Foundation

extension DiaryStore {
    /// Whom this login lets in; nil for a login nobody has.
    func signIn(login: String) throws -> SignInRecord? {
        try first(
            """
            SELECT a.person_id, c.verifier FROM credential c JOIN account a ON a.account_id = c.account_id
            WHERE c.login = ? AND a.closed = 0
            """, [login]
        ) { SignInRecord(person: $0[0], verifier: $0[1]) }
    }

    /// The open account of a person, as the one who looks.
    func viewer(_ person: UUID) throws -> Viewer? {
        try first(
            "SELECT account_id, holder, school_id FROM account WHERE person_id = ? AND closed = 0", [person]
        ) { Viewer(account: $0[0], person: person, holder: try $0.choice(1), school: $0[2]) }
    }

    /// The open account of a person.
    func held(by person: UUID) throws -> HeldAccount? {
        guard let viewer = try viewer(person), let state = try account(viewer.account, of: viewer.school) else {
            return nil
        }
        return HeldAccount(
            viewer: viewer, version: state.version, email: try card(of: viewer.account)?.email,
            preference: state.preference)
    }
}
