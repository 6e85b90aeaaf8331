extension JournalProjection {
    /// What the diaries are shown from, first version; frozen. All of it can be made again from the journals' feeds.
    /// Every key begins with the source, so that what one feed says never touches, nor is touched by, what another says
    /// or the same one being read again.
    public static let schema1 = [directorySchema1, recordSchema1].joined(separator: "\n")

    private static let directorySchema1 = """
        CREATE TABLE school (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
            PRIMARY KEY (source, school_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE school_zone (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            since INTEGER NOT NULL,
            zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 64),
            PRIMARY KEY (source, school_id, since)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE person (
            source INTEGER NOT NULL,
            person_id BLOB NOT NULL CHECK (length(person_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
            PRIMARY KEY (source, person_id)
        ) STRICT, WITHOUT ROWID;

        -- One row for each card event that was not erased; the newest of a person is the name in force.
        CREATE TABLE person_card (
            source INTEGER NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            person_id BLOB NOT NULL CHECK (length(person_id) = 16),
            version INTEGER NOT NULL CHECK (version > 0),
            family TEXT NOT NULL CHECK (length(family) BETWEEN 1 AND 100),
            given TEXT NOT NULL CHECK (length(given) BETWEEN 1 AND 100),
            patronymic TEXT CHECK (length(patronymic) BETWEEN 1 AND 100),
            PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX person_card_version ON person_card (source, person_id, version);

        CREATE TABLE class (
            source INTEGER NOT NULL,
            class_id BLOB NOT NULL CHECK (length(class_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            parallel INTEGER NOT NULL CHECK (parallel BETWEEN 1 AND 12),
            letter TEXT NOT NULL CHECK (length(letter) BETWEEN 1 AND 10),
            PRIMARY KEY (source, class_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE study_group (
            source INTEGER NOT NULL,
            group_id BLOB NOT NULL CHECK (length(group_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            -- The class whose pupils all belong to it without being named; NULL where its members are named.
            whole_class_id BLOB CHECK (length(whole_class_id) = 16),
            PRIMARY KEY (source, group_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX group_of_class ON study_group (source, whole_class_id) WHERE whole_class_id IS NOT NULL;

        CREATE TABLE course (
            source INTEGER NOT NULL,
            course_id BLOB NOT NULL CHECK (length(course_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            PRIMARY KEY (source, course_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE enrolment (
            source INTEGER NOT NULL,
            enrolment_id BLOB NOT NULL CHECK (length(enrolment_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            class_id BLOB CHECK (length(class_id) = 16),
            group_id BLOB CHECK (length(group_id) = 16),
            first_day INTEGER NOT NULL,
            last_day INTEGER CHECK (last_day >= first_day),
            PRIMARY KEY (source, enrolment_id),
            CHECK ((class_id IS NULL) <> (group_id IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX enrolment_of_pupil ON enrolment (source, pupil_id);

        CREATE TABLE guardianship (
            source INTEGER NOT NULL,
            guardianship_id BLOB NOT NULL CHECK (length(guardianship_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            guardian_id BLOB NOT NULL CHECK (length(guardian_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            first_day INTEGER NOT NULL,
            last_day INTEGER CHECK (last_day >= first_day),
            PRIMARY KEY (source, guardianship_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX guardianship_of_guardian ON guardianship (source, guardian_id);
        """

    private static let recordSchema1 = """
        CREATE TABLE lesson (
            source INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            date INTEGER NOT NULL,
            number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 16),
            start INTEGER NOT NULL CHECK (start BETWEEN 0 AND 1439),
            end INTEGER NOT NULL CHECK (end BETWEEN 0 AND 1439),
            group_id BLOB NOT NULL CHECK (length(group_id) = 16),
            course_id BLOB NOT NULL CHECK (length(course_id) = 16),
            teacher_id BLOB NOT NULL CHECK (length(teacher_id) = 16),
            homework_none INTEGER NOT NULL DEFAULT 0 CHECK (homework_none IN (0, 1)),
            homework_due INTEGER,
            roll INTEGER NOT NULL DEFAULT 0 CHECK (roll IN (0, 1)),
            cancel_reason TEXT CHECK (length(cancel_reason) BETWEEN 1 AND 500),
            topic TEXT CHECK (length(topic) BETWEEN 1 AND 1000),
            homework TEXT CHECK (length(homework) BETWEEN 1 AND 10000),
            PRIMARY KEY (source, lesson_id),
            CHECK (homework IS NULL OR homework_none = 0),
            CHECK (homework_due IS NULL OR homework IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lesson_of_group ON lesson (source, group_id, date);
        CREATE INDEX lesson_of_course ON lesson (source, group_id, course_id, date) WHERE cancel_reason IS NULL;
        CREATE INDEX homework_due ON lesson (source, group_id, homework_due) WHERE homework_due IS NOT NULL;

        -- Only who was not simply present.
        CREATE TABLE attendance (
            source INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            code INTEGER NOT NULL CHECK (code BETWEEN 2 AND 7),
            minutes_late INTEGER CHECK (minutes_late BETWEEN 1 AND 45),
            PRIMARY KEY (source, lesson_id, pupil_id),
            CHECK ((code = 6) = (minutes_late IS NOT NULL))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE work (
            source INTEGER NOT NULL,
            work_id BLOB NOT NULL CHECK (length(work_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 15),
            weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 1000),
            withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
            PRIMARY KEY (source, work_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mark (
            source INTEGER NOT NULL,
            mark_id BLOB NOT NULL CHECK (length(mark_id) = 16),
            work_id BLOB NOT NULL CHECK (length(work_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            points INTEGER CHECK (points BETWEEN 1 AND 5),
            symbol INTEGER CHECK (symbol BETWEEN 1 AND 3),
            date INTEGER NOT NULL,
            withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
            PRIMARY KEY (source, mark_id),
            CHECK ((points IS NULL) <> (symbol IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mark_of_pupil ON mark (source, pupil_id, date) WHERE withdrawn = 0;
        """

    /// Each table with the columns that identify a row within a source.
    static let tables: [(name: String, key: String)] = [
        ("mark", "mark_id"), ("work", "work_id"), ("attendance", "lesson_id, pupil_id"), ("lesson", "lesson_id"),
        ("guardianship", "guardianship_id"), ("enrolment", "enrolment_id"), ("course", "course_id"),
        ("study_group", "group_id"), ("class", "class_id"), ("person_card", "sequence"), ("person", "person_id"),
        ("school_zone", "school_id, since"), ("school", "school_id"),
    ]
}
