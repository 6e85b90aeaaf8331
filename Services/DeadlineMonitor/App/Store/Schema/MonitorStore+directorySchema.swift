extension MonitorStore {
    /// Schools and who is taught in them. First version; frozen. Every key begins with the source, so that what one
    /// feed says never touches, nor is touched by, what another says or the same one being read again.
    public static let directory1 = """
        CREATE TABLE school (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            name TEXT NOT NULL,
            PRIMARY KEY (source, school_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE school_zone (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            since INTEGER NOT NULL,
            zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 64),
            PRIMARY KEY (source, school_id, since)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE class (
            source INTEGER NOT NULL,
            class_id BLOB NOT NULL CHECK (length(class_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            parallel INTEGER NOT NULL CHECK (parallel BETWEEN 1 AND 12),
            letter TEXT NOT NULL,
            PRIMARY KEY (source, class_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE study_group (
            source INTEGER NOT NULL,
            group_id BLOB NOT NULL CHECK (length(group_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            name TEXT NOT NULL,
            class_id BLOB CHECK (length(class_id) = 16),
            whole_class INTEGER NOT NULL CHECK (whole_class IN (0, 1)),
            PRIMARY KEY (source, group_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX study_group_of_class ON study_group (source, class_id) WHERE whole_class = 1;

        CREATE TABLE course (
            source INTEGER NOT NULL,
            course_id BLOB NOT NULL CHECK (length(course_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            name TEXT NOT NULL,
            marks INTEGER NOT NULL CHECK (marks BETWEEN 1 AND 3),
            homework INTEGER NOT NULL CHECK (homework BETWEEN 1 AND 2),
            counts_in_filling INTEGER NOT NULL CHECK (counts_in_filling IN (0, 1)),
            extracurricular INTEGER NOT NULL CHECK (extracurricular IN (0, 1)),
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
            last_day INTEGER,
            CHECK ((class_id IS NULL) <> (group_id IS NULL)),
            PRIMARY KEY (source, enrolment_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX enrolment_in_class ON enrolment (source, class_id) WHERE class_id IS NOT NULL;
        CREATE INDEX enrolment_in_group ON enrolment (source, group_id) WHERE group_id IS NOT NULL;

        -- From a timetable's first day on: whether it teaches a class, or a group of several, on Saturdays.
        CREATE TABLE cohort_week (
            source INTEGER NOT NULL,
            cohort_id BLOB NOT NULL CHECK (length(cohort_id) = 16),
            first_day INTEGER NOT NULL,
            timetable_id BLOB NOT NULL CHECK (length(timetable_id) = 16),
            has_saturday INTEGER NOT NULL CHECK (has_saturday IN (0, 1)),
            PRIMARY KEY (source, cohort_id, first_day, timetable_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX cohort_week_of_timetable ON cohort_week (source, timetable_id);
        """

    /// Second version; frozen. Until which day a timetable is in force.
    public static let directory2 = """
        ALTER TABLE cohort_week ADD COLUMN last_day INTEGER NOT NULL DEFAULT 2147483647;
        """
}
