extension JournalStore {
    /// What the journal made of the records of rosters; frozen.
    ///
    /// Owned, and no part of the fold: no refold touches it, and it refers to no table of the fold. A row about a
    /// person is personal data: it goes with the last card of that person.
    public static let roster1 = """
        CREATE TABLE roster_source (
            source_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
            -- How many rosters of it were taken.
            run INTEGER NOT NULL CHECK (run > 0),
            stage_id BLOB NOT NULL CHECK (length(stage_id) = 16),
            -- Who brought its first roster.
            sender TEXT NOT NULL,
            -- The latest change that a roster of it told of.
            changed_at INTEGER
        ) STRICT;

        -- When the latest roster took effect that spoke of a kind: the lists of a school come one by one.
        CREATE TABLE roster_day (
            source_id INTEGER NOT NULL REFERENCES roster_source,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 9),
            effective_day INTEGER NOT NULL,
            PRIMARY KEY (source_id, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE roster_record (
            source_id INTEGER NOT NULL REFERENCES roster_source,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 9),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            sourced_id TEXT NOT NULL CHECK (length(sourced_id) BETWEEN 1 AND 512),
            thing_id BLOB NOT NULL CHECK (length(thing_id) = 16),
            generation INTEGER NOT NULL CHECK (generation >= 0),
            gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
            -- The run that named it last.
            seen INTEGER NOT NULL,
            said_first_day INTEGER,
            -- Digests of what it said last, field by field: what it says again does not undo what was changed here since.
            said BLOB NOT NULL CHECK (length(said) % 8 = 0),
            PRIMARY KEY (source_id, kind, school_id, sourced_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX roster_record_of_thing ON roster_record (thing_id);

        -- Who left takes the guardianships along.
        CREATE INDEX guardianship_of_pupil ON guardianship (pupil_id, first_day);
        """
}
