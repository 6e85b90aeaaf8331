import Foundation
import GRDB
import School

/// The owned table of read records.
public enum ReadRecordTable {
    /// Frozen SQL: the table as it is first made.
    public static let schema1 = """
        CREATE TABLE read_record (
            record_id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor_kind TEXT NOT NULL CHECK (actor_kind IN ('staff', 'family', 'bearer')),
            actor_id BLOB CHECK (length(actor_id) = 16),
            actor_name TEXT CHECK (length(actor_name) BETWEEN 1 AND 128),
            subject_kind TEXT NOT NULL
                CHECK (subject_kind IN ('pupil', 'guardian', 'staff', 'lesson', 'group', 'school', 'class')),
            subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
            route TEXT NOT NULL CHECK (length(route) BETWEEN 1 AND 64),
            CHECK ((actor_kind = 'bearer') = (actor_id IS NULL)),
            CHECK ((actor_kind = 'bearer') = (actor_name IS NOT NULL))
        ) STRICT;
        CREATE INDEX read_record_of_subject ON read_record (subject_id, at);
        """

    /// Adds them in one transaction.
    public static func insert(_ records: [ReadRecord], into database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO read_record (at, actor_kind, actor_id, actor_name, subject_kind, subject_id, route)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        for record in records {
            let actor = columns(of: record.actor)
            try statement.execute(arguments: [
                record.at, actor.kind, actor.id, actor.name, record.subject.kind.rawValue,
                Data(record.subject.id.bytes), record.route,
            ])
        }
    }

    private static func columns(of actor: ReadRecord.Actor) -> (kind: String, id: Data?, name: String?) {
        switch actor {
        case .staff(let id): ("staff", Data(id.bytes), nil)
        case .family(let id): ("family", Data(id.bytes), nil)
        case .bearer(let name): ("bearer", nil, name)
        }
    }
}
