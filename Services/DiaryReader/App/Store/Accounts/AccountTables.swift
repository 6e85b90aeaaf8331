import EventFeed
import Foundation
import School

extension DiaryStore {
    func hasAccount(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM account WHERE account_id = ?", [id]) }

    func hasOpenAccount(ofPerson person: UUID) throws -> Bool {
        try exists("SELECT 1 FROM account WHERE person_id = ? AND closed = 0", [person])
    }

    func account(_ id: UUID, of school: UUID) throws -> AccountState? {
        let sql = """
            SELECT version, person_id, holder, closed, mail_marks, gather_minutes FROM account
            WHERE account_id = ? AND school_id = ?
            """
        return try first(sql, [id, school]) { row in
            let marks: Bool? = row[4]
            let minutes: Int? = row[5]
            return AccountState(
                version: row[0], person: row[1], holder: try row.choice(2), isClosed: row[3],
                preference: marks.flatMap { marks in minutes.map { MailPreference(marks: marks, gatherMinutes: $0) } })
        }
    }

    /// The card in force: the newest that was not erased; nil if there is none.
    func card(of account: UUID) throws -> AccountCardRecorded? {
        try first(
            "SELECT version, email FROM account_card WHERE account_id = ? ORDER BY version DESC LIMIT 1", [account]
        ) { AccountCardRecorded(account: account, version: $0[0], email: $0[1]) }
    }

    /// Deletes what these card events said.
    func eraseCards(_ sequences: [Int64]) throws {
        for sequence in sequences { try run("DELETE FROM account_card WHERE sequence = ?", [sequence]) }
    }

    /// Whether the feed holds this event as one of the school's.
    func hasEvent(_ sequence: Int64, of school: UUID) throws -> Bool {
        try exists("SELECT 1 FROM event WHERE sequence = ? AND school_id = ?", [sequence, school])
    }
}

extension AccountIssued: StoredFact {
    func apply(to store: DiaryStore, from source: EventSource) throws {
        try store.run(
            "INSERT INTO account (account_id, school_id, version, person_id, holder) VALUES (?, ?, ?, ?, ?)",
            [account, source.school, version, person, holder.rawValue])
    }
}

extension AccountClosed: StoredFact {
    func apply(to store: DiaryStore, from source: EventSource) throws {
        try store.change("UPDATE account SET version = ?, closed = 1 WHERE account_id = ?", [version, account])
    }
}

extension MailPreferenceSet: StoredFact {
    func apply(to store: DiaryStore, from source: EventSource) throws {
        try store.change(
            "UPDATE account SET version = ?, mail_marks = ?, gather_minutes = ? WHERE account_id = ?",
            [version, preference.marks, preference.gatherMinutes, account])
    }
}

extension AccountCardRecorded: StoredFact {
    func apply(to store: DiaryStore, from source: EventSource) throws {
        try store.run(
            "INSERT INTO account_card (sequence, account_id, version, email) VALUES (?, ?, ?, ?)",
            [source.sequence, account, version, email])
    }
}

extension PayloadErased: StoredFact {
    func apply(to store: DiaryStore, from source: EventSource) throws { try store.eraseCards(sequences) }
}
