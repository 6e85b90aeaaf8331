import Foundation
import GRDB

/// A consumer's memory of when it had applied which stretch of a feed, so that the way of an event can be followed.
///
/// One row for each second in which something was applied: a batch of the same second as the one before it makes that
/// one's row longer. What is said of an event is at most so much too late and never too early, and a day of single
/// events needs no more rows than it has seconds.
struct AppliedBatches: Sendable {
    /// The table; frozen. It is owned: a rebuild reads again what was applied before, and changes nothing here.
    static let schema = """
        CREATE TABLE applied_batch (
            feed TEXT NOT NULL,
            after INTEGER NOT NULL CHECK (after >= 0),
            through INTEGER NOT NULL CHECK (through > after),
            applied_at INTEGER NOT NULL,
            PRIMARY KEY (feed, after)
        ) STRICT, WITHOUT ROWID;
        """

    /// How long it is remembered, in microseconds: 31 days, as answers to commands are.
    static let kept: Int64 = 31 * 86_400 * 1_000_000
    /// In microseconds.
    private static let second: Int64 = 1_000_000
    /// The most rows forgotten for a new one.
    private static let forgottenAtOnce = 4

    let feed: String

    private struct Stretch {
        let after: Int64
        let through: Int64
        let appliedAt: Int64

        init(_ row: Columns) {
            (after, through, appliedAt) = (row[0], row[1], row[2])
        }
    }

    /// Notes, in the transaction that moves the cursor, that everything in (after, through] is applied. What was
    /// applied before stays as it was noted.
    func note(after: Int64, through: Int64, at now: Int64, in database: Database) throws {
        let newest = try newest(in: database)
        let beginning = max(after, newest?.through ?? after)
        guard through > beginning else { return }
        if let newest, newest.through == beginning, newest.appliedAt / Self.second == now / Self.second {
            try KeptStatement(
                "UPDATE applied_batch SET through = ?, applied_at = ? WHERE feed = ? AND after = ?", in: database
            ).run([through, now, feed, newest.after])
        } else {
            try KeptStatement("INSERT INTO applied_batch VALUES (?, ?, ?, ?)", in: database)
                .run([feed, beginning, through, now])
            try prune(before: now - Self.kept, in: database)
        }
    }

    /// When an event was applied, microseconds UTC; nil where that is not known, or not known any more.
    func instant(of sequence: Int64, in database: Database) throws -> Int64? {
        let stretch = try KeptStatement(
            """
            SELECT after, through, applied_at FROM applied_batch
            WHERE feed = ? AND after < ? ORDER BY after DESC LIMIT 1
            """,
            in: database
        ).first([feed, sequence], Stretch.init)
        guard let stretch, sequence <= stretch.through else { return nil }
        return stretch.appliedAt
    }

    /// The feed's past is another now: its sequences are those of other events.
    func forgetAll(in database: Database) throws {
        try KeptStatement("DELETE FROM applied_batch WHERE feed = ?", in: database).run([feed])
    }

    private func newest(in database: Database) throws -> Stretch? {
        try KeptStatement(
            "SELECT after, through, applied_at FROM applied_batch WHERE feed = ? ORDER BY after DESC LIMIT 1",
            in: database
        ).first([feed], Stretch.init)
    }

    /// They are in the order of their instants, so no index over these is needed.
    private func prune(before instant: Int64, in database: Database) throws {
        try KeptStatement(
            """
            DELETE FROM applied_batch WHERE feed = ?1 AND applied_at < ?2
                AND after IN (SELECT after FROM applied_batch WHERE feed = ?1 ORDER BY after LIMIT ?3)
            """,
            in: database
        ).run([feed, instant, Self.forgottenAtOnce])
    }
}
