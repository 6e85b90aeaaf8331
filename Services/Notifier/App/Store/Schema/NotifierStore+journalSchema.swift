/// What the notifier keeps. Tables of projections bear the source they were made from; the others are its own.
public enum NotifierStore {
    /// What is kept of a journal's feed. First version; frozen.
    ///
    /// What decides who is told carries the instant it was recorded at, so that a replay decides as if it had been
    /// there: cards and places are looked up only when a mail is written.
    public static let journalSchema1 = """
        CREATE TABLE school_zone (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            since INTEGER NOT NULL,
            zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 64),
            PRIMARY KEY (source, school_id, since)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE taught_day (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            date INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            PRIMARY KEY (source, school_id, date)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE staff_card (
            source INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
            email TEXT,
            PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX staff_card_of_staff ON staff_card (source, staff_id, sequence);

        CREATE TABLE staff_end (
            source INTEGER NOT NULL,
            staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
            last_day INTEGER NOT NULL,
            PRIMARY KEY (source, staff_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE pupil_card (
            source INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            given TEXT,
            PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pupil_card_of_pupil ON pupil_card (source, pupil_id, sequence);

        CREATE TABLE guardianship (
            source INTEGER NOT NULL,
            guardianship_id BLOB NOT NULL CHECK (length(guardianship_id) = 16),
            guardian_id BLOB NOT NULL CHECK (length(guardian_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            first_day INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            last_day INTEGER,
            ended_at INTEGER,
            PRIMARY KEY (source, guardianship_id),
            CHECK ((last_day IS NULL) = (ended_at IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX guardianship_of_pupil ON guardianship (source, pupil_id);

        CREATE TABLE school_class (
            source INTEGER NOT NULL,
            class_id BLOB NOT NULL CHECK (length(class_id) = 16),
            parallel INTEGER NOT NULL,
            letter TEXT NOT NULL,
            PRIMARY KEY (source, class_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE study_group (
            source INTEGER NOT NULL,
            group_id BLOB NOT NULL CHECK (length(group_id) = 16),
            name TEXT NOT NULL,
            class_id BLOB CHECK (length(class_id) = 16),
            PRIMARY KEY (source, group_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE course (
            source INTEGER NOT NULL,
            course_id BLOB NOT NULL CHECK (length(course_id) = 16),
            name TEXT NOT NULL,
            PRIMARY KEY (source, course_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE lesson (
            source INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            date INTEGER NOT NULL,
            number INTEGER NOT NULL,
            group_id BLOB NOT NULL CHECK (length(group_id) = 16),
            course_id BLOB NOT NULL CHECK (length(course_id) = 16),
            PRIMARY KEY (source, lesson_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE work (
            source INTEGER NOT NULL,
            work_id BLOB NOT NULL CHECK (length(work_id) = 16),
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            kind INTEGER NOT NULL,
            PRIMARY KEY (source, work_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mark (
            source INTEGER NOT NULL,
            mark_id BLOB NOT NULL CHECK (length(mark_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            work_id BLOB NOT NULL CHECK (length(work_id) = 16),
            date INTEGER NOT NULL,
            PRIMARY KEY (source, mark_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mark_change (
            source INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            event_id BLOB NOT NULL CHECK (length(event_id) = 16),
            mark_id BLOB NOT NULL CHECK (length(mark_id) = 16),
            value INTEGER CHECK (value BETWEEN 1 AND 5 OR value BETWEEN 11 AND 13),
            trace_id BLOB NOT NULL CHECK (length(trace_id) = 16),
            PRIMARY KEY (source, recorded_at)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mark_change_of_mark ON mark_change (source, mark_id, recorded_at);
        CREATE INDEX mark_change_of_event ON mark_change (source, event_id);
        """

    /// Each end of a guardianship that was ever recorded, so that a correction changes nothing about what was known before
    /// it. First version; frozen.
    public static let guardianshipEnds1 = """
        CREATE TABLE guardianship_end (
            source INTEGER NOT NULL,
            guardianship_id BLOB NOT NULL CHECK (length(guardianship_id) = 16),
            recorded_at INTEGER NOT NULL,
            last_day INTEGER NOT NULL,
            PRIMARY KEY (source, guardianship_id, recorded_at)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO guardianship_end
            SELECT source, guardianship_id, ended_at, last_day FROM guardianship WHERE ended_at IS NOT NULL;

        CREATE TABLE guardianship_2 (
            source INTEGER NOT NULL,
            guardianship_id BLOB NOT NULL CHECK (length(guardianship_id) = 16),
            guardian_id BLOB NOT NULL CHECK (length(guardian_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            first_day INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            PRIMARY KEY (source, guardianship_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO guardianship_2
            SELECT source, guardianship_id, guardian_id, pupil_id, first_day, recorded_at FROM guardianship;
        DROP TABLE guardianship;
        ALTER TABLE guardianship_2 RENAME TO guardianship;
        CREATE INDEX guardianship_of_pupil ON guardianship (source, pupil_id);
        """

    /// On which day each lesson stood, from when to when by the instants at which it was recorded: a day that every lesson
    /// has left is one of teaching no more. First version; frozen.
    ///
    /// What was known of days is taken over for the lessons that are left; the rest comes when the feed is read anew.
    public static let lessonStands1 = """
        CREATE TABLE lesson_stand (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            date INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            since INTEGER NOT NULL,
            until INTEGER CHECK (until >= since),
            PRIMARY KEY (source, school_id, date, lesson_id, since)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX lesson_stand_present ON lesson_stand (source, lesson_id) WHERE until IS NULL;

        INSERT INTO lesson_stand
            SELECT lesson.source, lesson.school_id, lesson.date, lesson.lesson_id, taught_day.recorded_at, NULL
            FROM lesson JOIN taught_day USING (source, school_id, date);
        DROP TABLE taught_day;
        """

    /// Each table with the columns that identify a row within a source.
    static let journalTables: [(name: String, key: String)] = [
        ("mark_change", "recorded_at"), ("mark", "mark_id"), ("work", "work_id"), ("lesson", "lesson_id"),
        ("course", "course_id"), ("study_group", "group_id"), ("school_class", "class_id"),
        ("guardianship_end", "guardianship_id, recorded_at"), ("guardianship", "guardianship_id"),
        ("pupil_card", "sequence"), ("staff_end", "staff_id"), ("staff_card", "sequence"),
        ("lesson_stand", "school_id, date, lesson_id, since"), ("school_zone", "school_id, since"),
    ]
}
