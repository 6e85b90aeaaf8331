extension MonitorStore {
    /// Who may see which alerts, and the names of their owners. First version; frozen.
    public static let people1 = """
        CREATE TABLE staff (
            source INTEGER NOT NULL,
            staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            last_day INTEGER,
            PRIMARY KEY (source, staff_id)
        ) STRICT, WITHOUT ROWID;

        -- One row a card event, so that an erasure takes away exactly what it names.
        CREATE TABLE staff_card (
            source INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
            family TEXT NOT NULL,
            given TEXT NOT NULL,
            patronymic TEXT,
            PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX staff_card_of ON staff_card (source, staff_id, sequence);

        CREATE TABLE staff_role (
            source INTEGER NOT NULL,
            role_id BLOB NOT NULL CHECK (length(role_id) = 16),
            staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 4),
            first_day INTEGER NOT NULL,
            last_day INTEGER,
            PRIMARY KEY (source, role_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX staff_role_of ON staff_role (source, staff_id);

        CREATE TABLE signing_key (
            source INTEGER NOT NULL,
            key_id BLOB NOT NULL CHECK (length(key_id) = 16),
            public_key BLOB NOT NULL CHECK (length(public_key) = 32),
            not_before INTEGER NOT NULL,
            not_after INTEGER NOT NULL,
            PRIMARY KEY (source, key_id)
        ) STRICT, WITHOUT ROWID;

        -- Sessions that began by then are over.
        CREATE TABLE revocation (
            source INTEGER NOT NULL,
            staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
            at INTEGER NOT NULL,
            PRIMARY KEY (source, staff_id)
        ) STRICT, WITHOUT ROWID;
        """

}
