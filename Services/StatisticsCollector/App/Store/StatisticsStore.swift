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

    /// Second version; frozen. What verdicts rest on, and the verdicts: how late an entry was, microseconds; 0 for one
    /// on time, NULL for none. A verdict is made when the entry is, and stays.
    ///
    /// A cohort is a class, or where pupils of several classes meet their group.
    public static let schema2 = """
        CREATE TABLE school (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            name TEXT NOT NULL,
            PRIMARY KEY (source, school_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE class (
            source INTEGER NOT NULL,
            class_id BLOB NOT NULL CHECK (length(class_id) = 16),
            parallel INTEGER NOT NULL,
            PRIMARY KEY (source, class_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE course (
            source INTEGER NOT NULL,
            course_id BLOB NOT NULL CHECK (length(course_id) = 16),
            marks INTEGER NOT NULL CHECK (marks BETWEEN 1 AND 3),
            homework INTEGER NOT NULL CHECK (homework BETWEEN 1 AND 2),
            counts_in_filling INTEGER NOT NULL CHECK (counts_in_filling IN (0, 1)),
            extracurricular INTEGER NOT NULL CHECK (extracurricular IN (0, 1)),
            PRIMARY KEY (source, course_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE cohort_week (
            source INTEGER NOT NULL,
            cohort_id BLOB NOT NULL CHECK (length(cohort_id) = 16),
            first_day INTEGER NOT NULL,
            timetable_id BLOB NOT NULL CHECK (length(timetable_id) = 16),
            has_saturday INTEGER NOT NULL CHECK (has_saturday IN (0, 1)),
            PRIMARY KEY (source, cohort_id, first_day, timetable_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX week_of_timetable ON cohort_week (source, timetable_id);

        CREATE TABLE absence (
            source INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            corrected_on INTEGER,
            PRIMARY KEY (source, lesson_id, pupil_id)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE lesson ADD COLUMN group_id BLOB CHECK (length(group_id) = 16);
        ALTER TABLE lesson ADD COLUMN cohort_id BLOB CHECK (length(cohort_id) = 16);
        ALTER TABLE lesson ADD COLUMN course_id BLOB CHECK (length(course_id) = 16);
        ALTER TABLE lesson ADD COLUMN teacher_id BLOB CHECK (length(teacher_id) = 16);
        ALTER TABLE lesson ADD COLUMN number INTEGER;
        ALTER TABLE lesson ADD COLUMN start INTEGER CHECK (start BETWEEN 0 AND 1439);
        ALTER TABLE lesson ADD COLUMN ends_run INTEGER NOT NULL DEFAULT 1 CHECK (ends_run IN (0, 1));
        ALTER TABLE lesson ADD COLUMN topic_lateness INTEGER CHECK (topic_lateness >= 0);
        ALTER TABLE lesson ADD COLUMN homework_lateness INTEGER CHECK (homework_lateness >= 0);
        ALTER TABLE lesson ADD COLUMN roll_lateness INTEGER CHECK (roll_lateness >= 0);
        CREATE INDEX lesson_of_group ON lesson (source, group_id, date);
        CREATE INDEX lesson_of_cohort ON lesson (source, cohort_id, date) WHERE cancelled = 0;

        ALTER TABLE work ADD COLUMN lesson_id BLOB CHECK (length(lesson_id) = 16);
        ALTER TABLE work ADD COLUMN due_day INTEGER;
        ALTER TABLE mark ADD COLUMN lateness INTEGER CHECK (lateness >= 0);

        CREATE TABLE alert (
            source INTEGER NOT NULL,
            alert_id BLOB NOT NULL CHECK (length(alert_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            class_id BLOB CHECK (length(class_id) = 16),
            date INTEGER NOT NULL,
            rule INTEGER NOT NULL CHECK (rule BETWEEN 1 AND 4),
            outcome INTEGER CHECK (outcome BETWEEN 1 AND 2),
            PRIMARY KEY (source, alert_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alert_of_day ON alert (source, school_id, date);

        CREATE TABLE account (
            source INTEGER NOT NULL,
            account_id BLOB NOT NULL CHECK (length(account_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            person_id BLOB NOT NULL CHECK (length(person_id) = 16),
            holder INTEGER NOT NULL CHECK (holder BETWEEN 1 AND 2),
            closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
            PRIMARY KEY (source, account_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_of_school ON account (source, school_id);

        CREATE TABLE visit (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            date INTEGER NOT NULL,
            person_id BLOB NOT NULL CHECK (length(person_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            holder INTEGER NOT NULL CHECK (holder BETWEEN 1 AND 2),
            PRIMARY KEY (source, school_id, date, person_id, pupil_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX visit_of_person ON visit (source, person_id);
        """

    /// Third version; frozen. What a verdict is judged from when a lesson moves, when lessons become one or part, and
    /// when a «точка» becomes a mark. A mark is live while it stands and is no «точка».
    public static let schema3 = """
        ALTER TABLE cohort_week ADD COLUMN last_day INTEGER NOT NULL DEFAULT 2147483647;

        -- When topics and rolls were recorded, and how late; NULL: it did not count where the lesson stood.
        CREATE TABLE entry (
            source INTEGER NOT NULL,
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            rule INTEGER NOT NULL CHECK (rule IN (1, 3)),
            recorded_at INTEGER NOT NULL,
            lateness INTEGER CHECK (lateness >= 0),
            PRIMARY KEY (source, lesson_id, rule, recorded_at)
        ) STRICT, WITHOUT ROWID;

        -- Of the first homework entered in the lesson itself.
        ALTER TABLE lesson ADD COLUMN homework_at INTEGER;
        ALTER TABLE lesson ADD COLUMN homework_verdict INTEGER CHECK (homework_verdict >= 0);

        ALTER TABLE mark ADD COLUMN work_id BLOB CHECK (length(work_id) = 16);
        ALTER TABLE mark ADD COLUMN pupil_id BLOB CHECK (length(pupil_id) = 16);
        """

    /// Fourth version; frozen. Whether a parent came within some days is asked of each parent of the city: it is found
    /// without going through the parent's other visits.
    public static let schema4 = """
        CREATE INDEX visit_of_holder ON visit (source, person_id, holder, date);
        DROP INDEX visit_of_person;
        """

    /// All versions, as they are made anew.
    public static let newest = [schema1, schema2, schema3, schema4].joined(separator: "\n")

    /// The tables of what the deadline monitor tells.
    static let alertTables: [(name: String, key: String)] = [("alert", "alert_id")]
    /// The tables of what the diary tells.
    static let diaryTables: [(name: String, key: String)] = [
        ("visit", "school_id, date, person_id, pupil_id"), ("account", "account_id"),
    ]

    /// Each table with the columns that identify a row within a source, those that refer to others first.
    static let tables: [(name: String, key: String)] = [
        ("mark", "mark_id"), ("work", "work_id"), ("absence", "lesson_id, pupil_id"),
        ("entry", "lesson_id, rule, recorded_at"), ("lesson", "lesson_id"),
        ("cohort_week", "cohort_id, first_day, timetable_id"), ("course", "course_id"), ("class", "class_id"),
        ("study_group", "group_id"), ("school", "school_id"), ("school_zone", "school_id, since"),
    ]
}
