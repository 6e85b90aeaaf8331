import EventFeed
import Foundation
import GRDB
import School

/// What journals and diaries say of those who are told about a child.
///
/// The indexes are named: of itself SQLite, which keeps no statistics here, goes through all rows of a source instead.
struct FamilyLookup {
    let database: Database

    /// The guardianships of a pupil that were recorded by an instant, as they were known then.
    func guardianships(of pupil: UUID, source: Int64, asOf instant: Int64) throws -> [Guardianship] {
        try KeptStatement(
            """
            SELECT guardian_id, first_day, (
                SELECT last_day FROM guardianship_end AS ended
                WHERE ended.source = standing.source AND ended.guardianship_id = standing.guardianship_id
                    AND ended.recorded_at <= ?3 ORDER BY ended.recorded_at DESC LIMIT 1
            ) FROM guardianship AS standing INDEXED BY guardianship_of_pupil
            WHERE source = ?1 AND pupil_id = ?2 AND recorded_at <= ?3
            """,
            in: database
        ).all([source, pupil, instant]) { row in
            Guardianship(
                guardian: row[0], firstDay: Day(rawValue: row[1]), lastDay: (row[2] as Int32?).map(Day.init(rawValue:)))
        }
    }

    /// The guardian's accounts that were open at an instant, each with what its holder had asked for by then.
    func accounts(of person: UUID, diaries: [Int64], asOf instant: Int64) throws -> [Account] {
        try diaries.flatMap { source in
            let open: [(UUID, Int64)] = try KeptStatement(
                """
                SELECT account_id, issued_at FROM account INDEXED BY account_of_person
                WHERE source = ?1 AND person_id = ?2 AND is_guardian = 1 AND issued_at <= ?3
                    AND (closed_at IS NULL OR closed_at > ?3)
                """,
                in: database
            ).all([source, person, instant]) { ($0[0], $0[1]) }
            return try open.map { account, issuedAt in
                Account(
                    id: account, issuedAt: issuedAt,
                    preference: try preference(of: account, source: source, asOf: instant))
            }
        }
    }

    /// The address of an account as it is now.
    func address(of account: UUID, diaries: [Int64]) throws -> String? {
        for source in diaries {
            let found: String?? = try KeptStatement(
                """
                SELECT email FROM account_card INDEXED BY account_card_of_account
                WHERE source = ? AND account_id = ? ORDER BY sequence DESC LIMIT 1
                """,
                in: database
            ).first([source, account]) { $0[0] as String? }
            if let found { return found }
        }
        return nil
    }

    private func preference(of account: UUID, source: Int64, asOf instant: Int64) throws -> Account.Preference? {
        try KeptStatement(
            """
            SELECT wants_marks, gather_minutes FROM mail_preference
            WHERE source = ? AND account_id = ? AND recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1
            """,
            in: database
        ).first([source, account, instant]) { Account.Preference(wantsMarks: $0[0], gatherMinutes: $0[1]) }
    }
}
