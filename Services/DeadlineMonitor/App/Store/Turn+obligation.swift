import EventFeed
import Foundation
import GRDB
import Regulation
import School

extension Turn {
    func obligation(_ key: ObligationKey) throws -> Obligation? {
        try Self.obligation(key, source: source, in: database)
    }

    static func obligation(_ key: ObligationKey, source: Int64, in database: Database) throws -> Obligation? {
        try KeptStatement(
            "\(selectObligation) WHERE source = ? AND subject_id = ? AND rule = ? AND pupil_id = ?", in: database
        ).first([source, key.subject, key.rule.rawValue, key.pupil ?? UUID.none], Obligation.init)
    }

    /// A work's own and those of single pupils.
    func obligations(of work: UUID) throws -> [Obligation] {
        try statement("\(Self.selectObligation) WHERE source = ? AND subject_id = ?")
            .all([source, work], Obligation.init)
    }

    /// Those for which an instant has passed, in the order of the instants.
    func overdue(until instant: Int64, limit: Int) throws -> [Obligation] {
        try statement(
            """
            \(Self.selectObligation)
            WHERE source = ? AND \(Self.isToRaise) AND raise_at <= ?
            ORDER BY raise_at, subject_id, rule, pupil_id LIMIT ?
            """
        ).all([source, instant, limit], Obligation.init)
    }

    func nextDue() throws -> Int64? {
        try statement("SELECT MIN(raise_at) FROM obligation WHERE source = ? AND \(Self.isToRaise)")
            .first([source]) { $0[0] as Int64? } ?? nil
    }

    func replace(_ old: Obligation?, by new: Obligation?) throws {
        guard let new else {
            guard let old else { return }
            try run(
                "DELETE FROM obligation WHERE source = ? AND subject_id = ? AND rule = ? AND pupil_id = ?",
                [source, old.key.subject, old.key.rule.rawValue, old.key.pupil ?? UUID.none])
            return
        }
        try run(
            """
            INSERT OR REPLACE INTO obligation (source, subject_id, rule, pupil_id, lesson_id, due, raise_at,
                fulfilled_at, void, raised, was_raised, set_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                source, new.key.subject, new.key.rule.rawValue, new.key.pupil ?? UUID.none, new.lesson, new.due,
                new.raiseAt, new.fulfilledAt, new.isVoid, new.isRaised, new.wasRaised, new.setAt,
            ])
    }

    private static let isToRaise =
        "fulfilled_at IS NULL AND void = 0 AND raised = 0 AND raise_at IS NOT NULL"

    private static let selectObligation = """
        SELECT subject_id, rule, pupil_id, lesson_id, due, raise_at, fulfilled_at, void, raised, was_raised,
            set_at
        FROM obligation
        """
}

extension Obligation {
    /// From a row of ``Turn``'s selection; the table holds numbers of rules alone.
    init(_ row: Columns) {
        let pupil: UUID = row[2]
        self.init(
            key: ObligationKey(
                rule: Rule(rawValue: row[1]) ?? .topic, subject: row[0], pupil: pupil == UUID.none ? nil : pupil),
            lesson: row[3], due: row[4], raiseAt: row[5], fulfilledAt: row[6], isVoid: row[7], setAt: row[10],
            isRaised: row[8], wasRaised: row[9])
    }
}
