extension JournalStore {
    /// Bells and the timetables that use them.
    static let timetableSchema1 = """
        CREATE TABLE bells (
            bells_id BLOB PRIMARY KEY CHECK (length(bells_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE bell (
            bells_id BLOB NOT NULL REFERENCES bells,
            number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 16),
            start INTEGER NOT NULL CHECK (start >= 0),
            end INTEGER NOT NULL CHECK (end < 1440),
            PRIMARY KEY (bells_id, number),
            CHECK (end - start BETWEEN 1 AND 120)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE timetable (
            timetable_id BLOB PRIMARY KEY CHECK (length(timetable_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            bells_id BLOB NOT NULL REFERENCES bells,
            first_day INTEGER NOT NULL,
            last_day INTEGER NOT NULL,
            CHECK (last_day - first_day BETWEEN 0 AND 365)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX timetable_by_bells ON timetable (bells_id);

        CREATE TABLE timetable_day_off (
            timetable_id BLOB NOT NULL REFERENCES timetable,
            day INTEGER NOT NULL,
            PRIMARY KEY (timetable_id, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE timetable_entry (
            timetable_id BLOB NOT NULL REFERENCES timetable,
            position INTEGER NOT NULL CHECK (position >= 0),
            weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
            number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 16),
            group_id BLOB NOT NULL REFERENCES study_group,
            course_id BLOB NOT NULL REFERENCES course,
            teacher_id BLOB NOT NULL REFERENCES staff,
            PRIMARY KEY (timetable_id, position),
            UNIQUE (timetable_id, weekday, number, group_id),
            UNIQUE (timetable_id, weekday, number, teacher_id)
        ) STRICT, WITHOUT ROWID;
        """
}
