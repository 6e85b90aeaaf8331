extension JournalStore {
    /// What names a person: one row for each card event that was not erased, so that an erasure takes away exactly
    /// what the erased event said. The newest row of a person is the card in force.
    static let cardSchema1 = """
        CREATE TABLE staff_card (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            school_id BLOB NOT NULL REFERENCES school,
            staff_id BLOB NOT NULL REFERENCES staff,
            version INTEGER NOT NULL CHECK (version > 0),
            family TEXT NOT NULL CHECK (length(family) BETWEEN 1 AND 100),
            given TEXT NOT NULL CHECK (length(given) BETWEEN 1 AND 100),
            patronymic TEXT CHECK (length(patronymic) BETWEEN 1 AND 100),
            post TEXT NOT NULL CHECK (length(post) BETWEEN 1 AND 200),
            email TEXT CHECK (length(email) BETWEEN 3 AND 254),
            UNIQUE (staff_id, version)
        ) STRICT;

        CREATE TABLE pupil_card (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            school_id BLOB NOT NULL REFERENCES school,
            pupil_id BLOB NOT NULL REFERENCES pupil,
            version INTEGER NOT NULL CHECK (version > 0),
            family TEXT NOT NULL CHECK (length(family) BETWEEN 1 AND 100),
            given TEXT NOT NULL CHECK (length(given) BETWEEN 1 AND 100),
            patronymic TEXT CHECK (length(patronymic) BETWEEN 1 AND 100),
            birth_date INTEGER NOT NULL,
            UNIQUE (pupil_id, version)
        ) STRICT;

        CREATE TABLE guardian_card (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            school_id BLOB NOT NULL REFERENCES school,
            guardian_id BLOB NOT NULL REFERENCES guardian,
            version INTEGER NOT NULL CHECK (version > 0),
            family TEXT NOT NULL CHECK (length(family) BETWEEN 1 AND 100),
            given TEXT NOT NULL CHECK (length(given) BETWEEN 1 AND 100),
            patronymic TEXT CHECK (length(patronymic) BETWEEN 1 AND 100),
            email TEXT CHECK (length(email) BETWEEN 3 AND 254),
            phone TEXT CHECK (length(phone) BETWEEN 1 AND 32),
            UNIQUE (guardian_id, version)
        ) STRICT;
        """
}
