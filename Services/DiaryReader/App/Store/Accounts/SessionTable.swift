import EventFeed
import Foundation

extension DiaryStore {
    /// Ends every session of an account.
    func endSessions(of account: UUID) throws {
        try run("DELETE FROM session WHERE account_id = ?", [account])
    }
}
