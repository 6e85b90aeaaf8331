import EventFeed
import Foundation

extension DiaryStore {
    func hasLogin(_ login: String) throws -> Bool { try exists("SELECT 1 FROM credential WHERE login = ?", [login]) }

    func credential(ofLogin login: String) throws -> Credential? {
        try first("SELECT account_id, verifier FROM credential WHERE login = ?", [login]) {
            Credential(account: $0[0], login: login, verifier: $0[1])
        }
    }

    func keep(_ credential: Credential) throws {
        try run(
            "INSERT INTO credential (account_id, login, verifier) VALUES (?, ?, ?)",
            [credential.account, credential.login, credential.verifier])
    }

    func change(verifier: String, of account: UUID) throws {
        try change("UPDATE credential SET verifier = ? WHERE account_id = ?", [verifier, account])
    }

    /// The login is free for another account then.
    func forgetCredential(of account: UUID) throws {
        try run("DELETE FROM credential WHERE account_id = ?", [account])
    }
}
