/// The tables the figures are counted from. All of them can be made again from the feeds.
public enum StatisticsStore {
    /// First version; frozen. Every key begins with the source, so that what one feed says never touches, nor is
    /// touched by, what another says or the same one being read again.
    ///
    /// A lesson's class is that of its group, a work's that of its lesson, a mark's that of its work. None of these
    /// can change, so each row holds the class and the figures need no join.
    public static let schema1 = """
        CREATE TABLE school_zone (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            since INTEGER NOT NULL,
            zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 64),
            PRIMARY KEY (source, school_id, since)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE study_group (
            source INTEGER NOT NULL,
            group_id BLOB NOT NULL CHECK (length(group_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            class_id BLOB CHECK (length(class_id) = 16),
            PRIMARY KEY (source, group_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE lesson (
            source INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            class_id BLOB CHECK (length(class_id) = 16),
            date INTEGER NOT NULL,
            end INTEGER NOT NULL CHECK (end BETWEEN 0 AND 1439),
            cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
            topic INTEGER NOT NULL DEFAULT 0 CHECK (topic IN (0, 1)),
            homework INTEGER NOT NULL DEFAULT 0 CHECK (homework IN (0, 1)),
            homework_none INTEGER NOT NULL DEFAULT 0 CHECK (homework_none <= homework AND homework_none >= 0),
            roll INTEGER NOT NULL DEFAULT 0 CHECK (roll IN (0, 1)),
            PRIMARY KEY (source, lesson_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lesson_of_day ON lesson (source, school_id, date);

        CREATE TABLE work (
            source INTEGER NOT NULL,
            work_id BLOB NOT NULL CHECK (length(work_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            class_id BLOB CHECK (length(class_id) = 16),
            PRIMARY KEY (source, work_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mark (
            source INTEGER NOT NULL,
            mark_id BLOB NOT NULL CHECK (length(mark_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            class_id BLOB CHECK (length(class_id) = 16),
            date INTEGER NOT NULL,
            live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
            PRIMARY KEY (source, mark_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mark_of_day ON mark (source, school_id, date, class_id) WHERE live = 1;
        """

    /// Each table with the columns that identify a row within a source, those that refer to others first.
    static let tables: [(name: String, key: String)] = [
        ("mark", "mark_id"), ("work", "work_id"), ("lesson", "lesson_id"), ("study_group", "group_id"),
        ("school_zone", "school_id, since"),
    ]
}
