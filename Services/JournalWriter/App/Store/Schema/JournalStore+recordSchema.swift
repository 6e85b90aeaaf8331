extension JournalStore {
    /// What was taught, who was there, what was given for it.
    static let recordSchema1 = """
        CREATE TABLE lesson (
            lesson_id BLOB PRIMARY KEY CHECK (length(lesson_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            date INTEGER NOT NULL,
            number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 16),
            start INTEGER NOT NULL CHECK (start >= 0),
            end INTEGER NOT NULL CHECK (end < 1440),
            group_id BLOB NOT NULL REFERENCES study_group,
            course_id BLOB NOT NULL REFERENCES course,
            teacher_id BLOB NOT NULL REFERENCES staff,
            timetable_id BLOB REFERENCES timetable,
            cancel_reason TEXT CHECK (length(cancel_reason) BETWEEN 1 AND 500),
            cancel_order TEXT CHECK (length(cancel_order) BETWEEN 1 AND 100),
            homework_none INTEGER NOT NULL DEFAULT 0 CHECK (homework_none IN (0, 1)),
            homework_due INTEGER,
            topic TEXT CHECK (length(topic) BETWEEN 1 AND 1000),
            homework TEXT CHECK (length(homework) BETWEEN 1 AND 10000),
            CHECK (end - start BETWEEN 1 AND 120),
            CHECK (cancel_order IS NULL OR cancel_reason IS NOT NULL),
            CHECK (homework IS NULL OR homework_none = 0),
            CHECK (homework_due IS NULL OR homework IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lesson_of_timetable ON lesson (timetable_id, date) WHERE timetable_id IS NOT NULL;

        CREATE TABLE roll (
            lesson_id BLOB PRIMARY KEY REFERENCES lesson,
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0)
        ) STRICT, WITHOUT ROWID;

        -- Only who was not simply present.
        CREATE TABLE attendance (
            lesson_id BLOB NOT NULL REFERENCES roll,
            pupil_id BLOB NOT NULL REFERENCES pupil,
            school_id BLOB NOT NULL REFERENCES school,
            code INTEGER NOT NULL CHECK (code BETWEEN 2 AND 7),
            minutes_late INTEGER CHECK (minutes_late BETWEEN 1 AND 45),
            PRIMARY KEY (lesson_id, pupil_id),
            CHECK ((code = 6) = (minutes_late IS NOT NULL))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE work (
            work_id BLOB PRIMARY KEY CHECK (length(work_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            lesson_id BLOB NOT NULL REFERENCES lesson,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 15),
            weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 1000),
            marks_required INTEGER NOT NULL CHECK (marks_required IN (0, 1)),
            due INTEGER CHECK (due IS NULL OR kind = 2),
            withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX work_of_lesson ON work (lesson_id);

        CREATE TABLE mark (
            mark_id BLOB PRIMARY KEY CHECK (length(mark_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            work_id BLOB NOT NULL REFERENCES work,
            pupil_id BLOB NOT NULL REFERENCES pupil,
            points INTEGER CHECK (points BETWEEN 1 AND 5),
            symbol INTEGER CHECK (symbol BETWEEN 1 AND 3),
            date INTEGER NOT NULL,
            withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
            CHECK ((points IS NULL) <> (symbol IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX mark_standing ON mark (work_id, pupil_id) WHERE withdrawn = 0;
        """

    /// Third version; frozen. When a lesson's topic was recorded, as the log has told so far: the payload of such an
    /// event begins with the lesson's id, a field of 16 bytes.
    public static let schema3 = """
        ALTER TABLE lesson ADD COLUMN topic_at INTEGER;
        UPDATE lesson SET topic_at = told.at
        FROM (
            SELECT substr(payload, 3, 16) AS lesson_id, MAX(recorded_at) AS at FROM event
            WHERE type = 'TopicRecorded' GROUP BY 1
        ) AS told
        WHERE told.lesson_id = lesson.lesson_id;
        """
}
