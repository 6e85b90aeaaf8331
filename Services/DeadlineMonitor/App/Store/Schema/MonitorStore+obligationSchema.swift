extension MonitorStore {
    /// Obligations and the alerts they come to, by source. First version; frozen.
    public static let obligations1 = """
        CREATE TABLE obligation (
            source INTEGER NOT NULL,
            -- The lesson; for marks the work.
            subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
            rule INTEGER NOT NULL CHECK (rule BETWEEN 1 AND 4),
            -- Sixteen zero bytes where no one pupil is meant.
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            due INTEGER,
            raise_at INTEGER,
            fulfilled_at INTEGER,
            void INTEGER NOT NULL CHECK (void IN (0, 1)),
            raised INTEGER NOT NULL CHECK (raised IN (0, 1)),
            was_raised INTEGER NOT NULL CHECK (was_raised >= raised),
            CHECK ((due IS NULL) = (raise_at IS NULL)),
            CHECK (raised = 0 OR (fulfilled_at IS NULL AND void = 0 AND due IS NOT NULL)),
            PRIMARY KEY (source, subject_id, rule, pupil_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX obligation_to_raise ON obligation (source, raise_at)
            WHERE fulfilled_at IS NULL AND void = 0 AND raised = 0 AND raise_at IS NOT NULL;
        CREATE INDEX obligation_undated ON obligation (source, subject_id) WHERE due IS NULL AND void = 0;

        CREATE TABLE projected_alert (
            source INTEGER NOT NULL,
        \(alertColumns),
            -- The event or instant that brought it where it is.
            cause TEXT NOT NULL,
            CHECK ((state = 1) = (closed_at IS NULL)),
            CHECK ((state = 2) = (lateness IS NOT NULL)),
            PRIMARY KEY (source, alert_id)
        ) STRICT, WITHOUT ROWID;
        """

    /// What the feed of alerts has told: owned. First version; frozen.
    public static let alerts1 = """
        CREATE TABLE alert (
            -- The feed of the journal it is about.
            feed TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
        \(alertColumns),
            CHECK ((state = 1) = (closed_at IS NULL)),
            CHECK ((state = 2) = (lateness IS NOT NULL)),
            PRIMARY KEY (alert_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alert_of_school ON alert (school_id, due, alert_id);
        CREATE INDEX alert_of_owner ON alert (owner_id, due, alert_id);
        CREATE INDEX alert_of_feed ON alert (feed);
        """

    /// What lists are read by: what is open is little beside what ever was. Second version; frozen.
    public static let alerts2 = """
        CREATE INDEX alert_open_of_school ON alert (school_id, due, alert_id) WHERE state = 1;
        CREATE INDEX alert_open_of_owner ON alert (owner_id, due, alert_id) WHERE state = 1;
        """

    /// When things came to be so. First version; frozen.
    public static let instants1 = """
        ALTER TABLE obligation ADD COLUMN set_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE projected_alert ADD COLUMN raised_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE alert ADD COLUMN raised_at INTEGER NOT NULL DEFAULT 0;
        UPDATE alert SET raised_at = due;
        """

    private static let alertColumns = """
            alert_id BLOB NOT NULL CHECK (length(alert_id) = 16),
            obligation_id BLOB NOT NULL CHECK (length(obligation_id) = 16),
            rule INTEGER NOT NULL CHECK (rule BETWEEN 1 AND 4),
            subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
            pupil_id BLOB CHECK (length(pupil_id) = 16),
            rule_version INTEGER NOT NULL,
            clause TEXT NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            group_id BLOB NOT NULL CHECK (length(group_id) = 16),
            course_id BLOB NOT NULL CHECK (length(course_id) = 16),
            class_id BLOB CHECK (length(class_id) = 16),
            owner_id BLOB NOT NULL CHECK (length(owner_id) = 16),
            date INTEGER NOT NULL,
            due INTEGER NOT NULL,
            -- 1 open, 2 fulfilled, 3 withdrawn
            state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
            closed_at INTEGER,
            lateness INTEGER CHECK (lateness > 0)
        """
}
