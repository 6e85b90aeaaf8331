extension NotifierStore {
    /// What is kept of a diary's feed. First version; frozen.
    public static let diarySchema1 = """
        CREATE TABLE account (
            source INTEGER NOT NULL,
            account_id BLOB NOT NULL CHECK (length(account_id) = 16),
            person_id BLOB NOT NULL CHECK (length(person_id) = 16),
            is_guardian INTEGER NOT NULL CHECK (is_guardian IN (0, 1)),
            issued_at INTEGER NOT NULL,
            closed_at INTEGER,
            PRIMARY KEY (source, account_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_of_person ON account (source, person_id);

        CREATE TABLE account_card (
            source INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            account_id BLOB NOT NULL CHECK (length(account_id) = 16),
            email TEXT,
            PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_card_of_account ON account_card (source, account_id, sequence);

        CREATE TABLE mail_preference (
            source INTEGER NOT NULL,
            account_id BLOB NOT NULL CHECK (length(account_id) = 16),
            recorded_at INTEGER NOT NULL,
            wants_marks INTEGER NOT NULL CHECK (wants_marks IN (0, 1)),
            gather_minutes INTEGER NOT NULL CHECK (gather_minutes BETWEEN 0 AND 1440),
            PRIMARY KEY (source, account_id, recorded_at)
        ) STRICT, WITHOUT ROWID;
        """

    /// What is kept of a deadline monitor's feed. First version; frozen.
    public static let alertSchema1 = """
        CREATE TABLE alert (
            source INTEGER NOT NULL,
            alert_id BLOB NOT NULL CHECK (length(alert_id) = 16),
            event_id BLOB NOT NULL CHECK (length(event_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            lesson_id BLOB NOT NULL CHECK (length(lesson_id) = 16),
            rule INTEGER NOT NULL,
            clause TEXT NOT NULL,
            owner_id BLOB NOT NULL CHECK (length(owner_id) = 16),
            date INTEGER NOT NULL,
            due INTEGER NOT NULL,
            raised_at INTEGER NOT NULL,
            trace_id BLOB NOT NULL CHECK (length(trace_id) = 16),
            PRIMARY KEY (source, alert_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alert_of_school ON alert (source, school_id, raised_at);
        CREATE INDEX alert_of_event ON alert (source, event_id);

        CREATE TABLE alert_change (
            source INTEGER NOT NULL,
            alert_id BLOB NOT NULL CHECK (length(alert_id) = 16),
            recorded_at INTEGER NOT NULL,
            is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
            PRIMARY KEY (source, alert_id, recorded_at)
        ) STRICT, WITHOUT ROWID;
        """

    /// When things happened, whenever they were told, and how far monitors have come. First version; frozen.
    public static let alertInstants1 = """
        ALTER TABLE alert ADD COLUMN happened_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE alert_change ADD COLUMN happened_at INTEGER NOT NULL DEFAULT 0;
        UPDATE alert SET happened_at = raised_at;
        UPDATE alert_change SET happened_at = recorded_at;

        CREATE TABLE alert_horizon (
            source INTEGER PRIMARY KEY,
            until INTEGER NOT NULL
        ) STRICT;
        """

    /// Mails and what was decided. Owned: no rebuild touches it. First version; frozen.
    ///
    /// A mail's id follows from whom it is for and what caused it, so what is decided again is found to be there. Its
    /// bytes and address are kept only while they may be needed.
    public static let mailSchema1 = """
        CREATE TABLE marks_decided (
            feed TEXT PRIMARY KEY,
            until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE overdue_decided (
            school_id BLOB PRIMARY KEY CHECK (length(school_id) = 16),
            day INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mail (
            mail_id BLOB PRIMARY KEY CHECK (length(mail_id) = 16),
            kind INTEGER NOT NULL CHECK (kind IN (1, 2)),
            feed TEXT NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            recipient_id BLOB NOT NULL CHECK (length(recipient_id) = 16),
            child_id BLOB CHECK (length(child_id) = 16),
            trace_id BLOB NOT NULL CHECK (length(trace_id) = 16),
            opens_at INTEGER NOT NULL,
            closes_at INTEGER NOT NULL CHECK (closes_at >= opens_at),
            expires_at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN
                ('gathering', 'ready', 'sending', 'retry', 'ambiguous', 'accepted', 'failed', 'suppressed')),
            reason INTEGER CHECK (reason BETWEEN 1 AND 5),
            attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            ambiguous INTEGER NOT NULL DEFAULT 0 CHECK (ambiguous BETWEEN 0 AND attempts),
            next_attempt INTEGER,
            reply_code INTEGER CHECK (reply_code BETWEEN 200 AND 599),
            address TEXT,
            content BLOB,
            CHECK ((state = 'suppressed') = (reason IS NOT NULL)),
            CHECK ((state IN ('retry', 'ambiguous')) = (next_attempt IS NOT NULL)),
            CHECK ((kind = 1) = (child_id IS NOT NULL)),
            CHECK ((address IS NULL) = (content IS NULL)),
            CHECK (content IS NULL OR state IN ('sending', 'retry', 'ambiguous'))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mail_gathering ON mail (feed, closes_at) WHERE state = 'gathering';
        CREATE INDEX mail_waiting ON mail (closes_at) WHERE state IN ('ready', 'sending', 'retry', 'ambiguous');
        CREATE INDEX mail_of_child ON mail (recipient_id, child_id, closes_at);

        CREATE TABLE mail_event (
            mail_id BLOB NOT NULL REFERENCES mail (mail_id),
            event_id BLOB NOT NULL CHECK (length(event_id) = 16),
            thing_id BLOB NOT NULL CHECK (length(thing_id) = 16),
            PRIMARY KEY (mail_id, event_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mail_told (
            mail_id BLOB NOT NULL REFERENCES mail (mail_id),
            thing_id BLOB NOT NULL CHECK (length(thing_id) = 16),
            before INTEGER,
            after INTEGER,
            PRIMARY KEY (mail_id, thing_id)
        ) STRICT, WITHOUT ROWID;
        """

    /// What is looked for again and again is found by an index, or kept as a number. First version; frozen.
    ///
    /// The counts follow each mail by themselves: nobody who writes a state can forget them.
    public static let mailDue1 = """
        DROP INDEX mail_waiting;
        CREATE INDEX mail_due ON mail (COALESCE(next_attempt, closes_at)) WHERE state IN ('ready', 'retry', 'ambiguous');
        CREATE INDEX mail_sending ON mail (closes_at) WHERE state = 'sending';
        CREATE INDEX mail_rendered ON mail (recipient_id) WHERE content IS NOT NULL;

        CREATE TABLE mail_count (
            state TEXT PRIMARY KEY,
            count INTEGER NOT NULL CHECK (count >= 0)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO mail_count VALUES ('gathering', 0), ('ready', 0), ('sending', 0), ('retry', 0), ('ambiguous', 0),
            ('accepted', 0), ('failed', 0), ('suppressed', 0);
        UPDATE mail_count SET count = (SELECT COUNT(*) FROM mail WHERE mail.state = mail_count.state);

        CREATE TRIGGER mail_begun AFTER INSERT ON mail BEGIN
            UPDATE mail_count SET count = count + 1 WHERE state = NEW.state;
        END;
        CREATE TRIGGER mail_stepped AFTER UPDATE OF state ON mail WHEN NEW.state <> OLD.state BEGIN
            UPDATE mail_count SET count = count - 1 WHERE state = OLD.state;
            UPDATE mail_count SET count = count + 1 WHERE state = NEW.state;
        END;
        """

    /// When the first alert of each school came to be: mornings are decided from that day on. First version; frozen.
    public static let alertSchools1 = """
        CREATE TABLE alert_school (
            source INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            first_at INTEGER NOT NULL,
            PRIMARY KEY (source, school_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO alert_school SELECT source, school_id, MIN(happened_at) FROM alert GROUP BY source, school_id;
        """

    /// From when to when each alert was open, by the instants at which it happened: what was open at one of them is found
    /// without going through all alerts there ever were. One that is open is closed at the largest number. First version;
    /// frozen.
    public static let alertSpans1 = """
        CREATE TABLE alert_span (
            source INTEGER NOT NULL,
            alert_id BLOB NOT NULL CHECK (length(alert_id) = 16),
            recorded_at INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            opened_at INTEGER NOT NULL,
            closed_at INTEGER NOT NULL,
            PRIMARY KEY (source, alert_id, recorded_at)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO alert_span
            SELECT source, alert_id, change.recorded_at, school_id, MAX(change.happened_at, alert.happened_at),
                COALESCE((SELECT MIN(later.happened_at) FROM alert_change AS later
                    WHERE later.source = change.source AND later.alert_id = change.alert_id
                        AND later.recorded_at > change.recorded_at), 9223372036854775807)
            FROM alert_change AS change JOIN alert USING (source, alert_id) WHERE change.is_open = 1;
        CREATE INDEX alert_span_of_school ON alert_span (source, school_id, closed_at, opened_at);

        DROP TABLE alert_change;
        DROP INDEX alert_of_school;
        """

    /// The mails about an event are found by it, and when each was begun. First version; frozen.
    public static let mailWay1 = """
        ALTER TABLE mail ADD COLUMN begun_at INTEGER;
        CREATE INDEX mail_event_of_event ON mail_event (event_id);
        """

    static let diaryTables: [(name: String, key: String)] = [
        ("mail_preference", "account_id, recorded_at"), ("account_card", "sequence"), ("account", "account_id"),
    ]

    static let alertTables: [(name: String, key: String)] = [
        ("alert_span", "alert_id, recorded_at"), ("alert", "alert_id"), ("alert_school", "school_id"),
        ("alert_horizon", "source"),
    ]
}
