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
    func beginRun(of head: RosterHead, stage: UUID) throws -> RosterRun {
        let run = try first(
            """
            INSERT INTO roster_source (name, run, stage_id, effective_day) VALUES (?, 1, ?, ?)
            ON CONFLICT (name) DO UPDATE
                SET run = run + 1, stage_id = excluded.stage_id, effective_day = excluded.effective_day
            RETURNING source_id, run
            """,
            [head.source, stage, head.effectiveDay.rawValue]
        ) { RosterRun(source: $0[0], number: $0[1]) }
        guard let run else { throw DamagedState(what: "a roster's source was not kept") }
        return run
    }

    func row(_ key: RosterKey, in run: RosterRun) throws -> RosterRow? {
        try first(
            """
            SELECT thing_id, generation, gone, said_first_day, seen FROM roster_record
            WHERE source_id = ? AND kind = ? AND school_id = ? AND sourced_id = ?
            """,
            [run.source, key.kind.rawValue, key.school, key.sourcedID]
        ) { row in
            RosterRow(
                thing: row[0], generation: row[1], isGone: row[2], saidFirstDay: row.optionalDay(3),
                isSeen: row[4] == run.number)
        }
    }

    /// Keeps what the roster at work made of a record.
    func keep(_ row: RosterRow, for key: RosterKey, in run: RosterRun) throws {
        try self.run(
            """
            INSERT INTO roster_record
                (source_id, kind, school_id, sourced_id, thing_id, generation, gone, seen, said_first_day)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source_id, kind, school_id, sourced_id) DO UPDATE
                SET thing_id = excluded.thing_id, generation = excluded.generation, gone = excluded.gone,
                    seen = excluded.seen, said_first_day = excluded.said_first_day
            """,
            [
                run.source, key.kind.rawValue, key.school, key.sourcedID, row.thing, row.generation, row.isGone,
                run.number, row.saidFirstDay?.rawValue,
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
