extension JournalStore {
    /// What members of staff may do, and how the journal knows them; frozen.
    ///
    /// The first four tables are a fold of the feed as all before them. The others are the journal's own secrets, which
    /// the feed never tells: no refold touches them, and they refer to no table of the fold.
    public static let schema2 = """
        CREATE TABLE role (
            role_id BLOB PRIMARY KEY CHECK (length(role_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            staff_id BLOB NOT NULL REFERENCES staff,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
            first_day INTEGER NOT NULL,
            last_day INTEGER CHECK (last_day >= first_day),
            order_number TEXT CHECK (length(order_number) BETWEEN 1 AND 100)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX role_of_staff ON role (staff_id, kind, first_day);
        CREATE UNIQUE INDEX role_open ON role (staff_id, kind) WHERE last_day IS NULL;

        CREATE TABLE staff_account (
            staff_id BLOB PRIMARY KEY REFERENCES staff,
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE session_revocation (
            staff_id BLOB PRIMARY KEY REFERENCES staff,
            school_id BLOB NOT NULL REFERENCES school,
            revoked_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE signing_key (
            key_id BLOB PRIMARY KEY CHECK (length(key_id) = 16),
            public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
            not_before INTEGER NOT NULL,
            not_after INTEGER NOT NULL CHECK (not_after > not_before)
        ) STRICT, WITHOUT ROWID;

        -- Login and verifier are absent once the account is closed.
        CREATE TABLE staff_credential (
            staff_id BLOB PRIMARY KEY CHECK (length(staff_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            version INTEGER NOT NULL CHECK (version > 0),
            login TEXT UNIQUE CHECK (length(login) BETWEEN 3 AND 64),
            verifier TEXT CHECK (length(verifier) BETWEEN 1 AND 256),
            CHECK ((login IS NULL) = (verifier IS NULL))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE signing_secret (
            key_id BLOB PRIMARY KEY CHECK (length(key_id) = 16),
            secret_key BLOB NOT NULL CHECK (length(secret_key) = 32),
            public_key BLOB NOT NULL CHECK (length(public_key) = 32),
            not_before INTEGER NOT NULL,
            not_after INTEGER NOT NULL CHECK (not_after > not_before)
        ) STRICT, WITHOUT ROWID;

        -- By which a browser is known again that has signed in here before.
        CREATE TABLE door_secret (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            secret BLOB NOT NULL CHECK (length(secret) = 32)
        ) STRICT;
        INSERT INTO door_secret (id, secret) VALUES (1, randomblob(32));

        -- What the pages ask for: a teacher's day, a school's day, who is in a class or a group.
        CREATE INDEX lesson_of_teacher ON lesson (teacher_id, date);
        CREATE INDEX lesson_of_school ON lesson (school_id, date);
        CREATE INDEX lesson_of_group ON lesson (group_id, date);
        CREATE INDEX enrolment_of_class ON enrolment (class_id, first_day) WHERE class_id IS NOT NULL;
        CREATE INDEX enrolment_of_group ON enrolment (group_id, first_day) WHERE group_id IS NOT NULL;
        """
}
