extension MonitorStore {
    /// Lessons, works and what was entered in them, as far as obligations depend on it. First version; frozen.
    public static let record1 = """
        CREATE TABLE lesson (
            source INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            group_id BLOB NOT NULL CHECK (length(group_id) = 16),
            class_id BLOB CHECK (length(class_id) = 16),
            -- The class, or the group of pupils of several classes.
            cohort_id BLOB NOT NULL CHECK (length(cohort_id) = 16),
            course_id BLOB NOT NULL CHECK (length(course_id) = 16),
            teacher_id BLOB NOT NULL CHECK (length(teacher_id) = 16),
            date INTEGER NOT NULL,
            number INTEGER NOT NULL,
            start INTEGER NOT NULL CHECK (start BETWEEN 0 AND 1439),
            end INTEGER NOT NULL CHECK (end BETWEEN 0 AND 1439),
            cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
            -- When the first entry that counts was recorded.
            topic_at INTEGER,
            homework_at INTEGER,
            roll_at INTEGER,
            PRIMARY KEY (source, lesson_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lesson_of_group_day ON lesson (source, group_id, date);
        CREATE INDEX lesson_of_cohort_day ON lesson (source, cohort_id, date) WHERE cancelled = 0;
        CREATE INDEX lesson_of_course ON lesson (source, course_id);

        -- Pupils who are, or were at first, entered as absent; whoever has no row was there.
        CREATE TABLE presence (
            source INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            -- The day on which it was corrected to present; NULL: absent.
            corrected_on INTEGER,
            PRIMARY KEY (source, lesson_id, pupil_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE work (
            source INTEGER NOT NULL,
            work_id BLOB NOT NULL CHECK (length(work_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            required INTEGER NOT NULL CHECK (required IN (0, 1)),
            homework_due INTEGER,
            withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
            PRIMARY KEY (source, work_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX work_of_lesson ON work (source, lesson_id) WHERE required = 1;

        -- Marks of works that require them.
        CREATE TABLE mark (
            source INTEGER NOT NULL,
            mark_id BLOB NOT NULL CHECK (length(mark_id) = 16),
            work_id BLOB NOT NULL CHECK (length(work_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            date INTEGER NOT NULL,
            -- In the order of the feed: which of a pupil's marks is the newest.
            given INTEGER NOT NULL,
            -- The day it shows that the work was done; NULL for one that was never more than a «точка».
            worked_on INTEGER,
            -- When what stands now was recorded; NULL for a «точка» and a withdrawn mark.
            fulfilled_at INTEGER,
            PRIMARY KEY (source, mark_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mark_of_work ON mark (source, work_id, given);
        """

    /// Second version; frozen. When topics and rolls were recorded, of which the lesson's day decides whether they count.
    public static let record2 = """
        CREATE TABLE entry (
            source INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            rule INTEGER NOT NULL CHECK (rule IN (1, 3)),
            recorded_at INTEGER NOT NULL,
            PRIMARY KEY (source, lesson_id, rule, recorded_at)
        ) STRICT, WITHOUT ROWID;
        """
}
