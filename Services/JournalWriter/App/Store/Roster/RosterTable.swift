import EventFeed
import Foundation
import GRDB
import School

/// A roster at work, as the store knows it.
struct RosterRun: Equatable, Sendable {
    let source: Int64
    let number: Int64
}

/// What the journal made of the records of rosters.
extension JournalStore {
    /// Begins the next run of a source, the first one if there was none.
    func beginRun(of head: RosterHead, by sender: String, stage: UUID) throws -> RosterRun {
        let run = try first(
            """
            INSERT INTO roster_source (name, run, stage_id, sender) VALUES (?, 1, ?, ?)
            ON CONFLICT (name) DO UPDATE SET run = run + 1, stage_id = excluded.stage_id
            RETURNING source_id, run
            """,
            [head.source, stage, sender]
        ) { RosterRun(source: $0[0], number: $0[1]) }
        guard let run else { throw DamagedState(what: "a roster's source was not kept") }
        return run
    }

    /// Keeps how new a roster is: from when on it holds, and when the newest of it was changed.
    func noteDays(of head: RosterHead, in run: RosterRun) throws {
        for kind in head.kinds { try noteDay(of: head, kind, in: run) }
        guard let changedAt = head.changedAt else { return }
        try self.run(
            """
            UPDATE roster_source SET changed_at = iif(?1 OR changed_at IS NULL, ?2, max(changed_at, ?2))
            WHERE source_id = ?3
            """,
            [head.isOlder, changedAt, run.source])
    }

    private func noteDay(of head: RosterHead, _ kind: RosterKind, in run: RosterRun) throws {
        try self.run(
            """
            INSERT INTO roster_day (source_id, kind, effective_day) VALUES (?, ?, ?)
            ON CONFLICT (source_id, kind) DO UPDATE
                SET effective_day = iif(?, excluded.effective_day, max(effective_day, excluded.effective_day))
            """,
            [run.source, kind.rawValue, head.effectiveDay.rawValue, head.isOlder])
    }

    /// Who brought the first roster of a source, and the latest change that one told of; nil of none.
    func source(_ name: String) throws -> (sender: String, changedAt: Int64?)? {
        try first("SELECT sender, changed_at FROM roster_source WHERE name = ?", [name]) { ($0[0], $0[1]) }
    }

    /// The latest day on which a roster of a source took effect that spoke of a kind, or that of an older one taken
    /// since; nil of none.
    func lastDay(of source: String, _ kind: RosterKind) throws -> Day? {
        try first(
            """
            SELECT effective_day FROM roster_day
            WHERE source_id = (SELECT source_id FROM roster_source WHERE name = ?) AND kind = ?
            """,
            [source, kind.rawValue]
        ) { $0.day(0) }
    }

    /// How many there are of a source, by kind.
    func counts(in run: RosterRun) throws -> [RosterKind: UInt64] {
        let counts: [(RosterKind, Int64)] = try all(
            "SELECT kind, COUNT(*) FROM roster_record WHERE source_id = ? AND gone = 0 GROUP BY kind", [run.source]
        ) { (try $0.choice(0), $0[1]) }
        return counts.reduce(into: [:]) { $0[$1.0] = UInt64($1.1) }
    }

    func row(_ key: RosterKey, in run: RosterRun) throws -> RosterRow? {
        try first(
            """
            SELECT thing_id, generation, gone, said_first_day, seen, said FROM roster_record
            WHERE source_id = ? AND kind = ? AND school_id = ? AND sourced_id = ?
            """,
            [run.source, key.kind.rawValue, key.school, key.sourcedID]
        ) { row in
            RosterRow(
                thing: row[0], generation: row[1], isGone: row[2], saidFirstDay: row.optionalDay(3),
                isSeen: row[4] == run.number, said: RosterWords(bytes: row[5]))
        }
    }

    /// Keeps what the roster at work made of a record.
    func keep(_ row: RosterRow, for key: RosterKey, in run: RosterRun) throws {
        try self.run(
            """
            INSERT INTO roster_record
                (source_id, kind, school_id, sourced_id, thing_id, generation, gone, seen, said_first_day, said)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source_id, kind, school_id, sourced_id) DO UPDATE
                SET thing_id = excluded.thing_id, generation = excluded.generation, gone = excluded.gone,
                    seen = excluded.seen, said_first_day = excluded.said_first_day, said = excluded.said
            """,
            [
                run.source, key.kind.rawValue, key.school, key.sourcedID, row.thing, row.generation, row.isGone,
                run.number, row.saidFirstDay?.rawValue, row.said.bytes,
            ])
    }

    /// The usual case, for which nothing but the run changes.
    func see(_ key: RosterKey, in run: RosterRun) throws {
        try self.run(
            """
            UPDATE roster_record SET seen = ?
            WHERE source_id = ? AND kind = ? AND school_id = ? AND sourced_id = ?
            """,
            [run.number, run.source, key.kind.rawValue, key.school, key.sourcedID])
    }

    /// What an earlier roster named and the present one does not.
    func vanished(_ kind: RosterKind, in run: RosterRun) throws -> [(key: RosterKey, thing: UUID)] {
        try all(
            """
            SELECT school_id, sourced_id, thing_id FROM roster_record
            WHERE source_id = ? AND kind = ? AND gone = 0 AND seen <> ?
            """,
            [run.source, kind.rawValue, run.number]
        ) { (RosterKey(kind: kind, school: $0[0], sourcedID: $0[1]), $0[2]) }
    }

    /// By which records of a source a thing is known that it still names.
    func keys(of thing: UUID, kind: RosterKind, in run: RosterRun) throws -> [(key: RosterKey, isSeen: Bool)] {
        try all(
            """
            SELECT school_id, sourced_id, seen FROM roster_record
            WHERE thing_id = ? AND source_id = ? AND kind = ? AND gone = 0
            """,
            [thing, run.source, kind.rawValue]
        ) { (RosterKey(kind: kind, school: $0[0], sourcedID: $0[1]), $0[2] == run.number) }
    }

    /// Whether a source ever named a thing that a record of it still stands for.
    func isNamed(_ thing: UUID, in run: RosterRun) throws -> Bool {
        try exists("SELECT 1 FROM roster_record WHERE thing_id = ? AND source_id = ? LIMIT 1", [thing, run.source])
    }

    func forget(_ key: RosterKey, in run: RosterRun) throws {
        try self.run(
            "DELETE FROM roster_record WHERE source_id = ? AND kind = ? AND school_id = ? AND sourced_id = ?",
            [run.source, key.kind.rawValue, key.school, key.sourcedID])
    }

    /// Notes that the source speaks of a thing no more. What the roster at work has named stays named, also where it
    /// ended with something else: the same roster once more is to find it as it is.
    /// - Returns: whether it still did.
    func noteGone(_ thing: UUID, in run: RosterRun) throws -> Bool {
        try self.run(
            """
            UPDATE roster_record SET gone = 1, seen = ?1
            WHERE thing_id = ?2 AND source_id = ?3 AND gone = 0 AND seen <> ?1
            """,
            [run.number, thing, run.source])
        return database.changesCount > 0
    }
}
