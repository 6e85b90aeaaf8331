extension DiaryStore {
    /// What the diary owns, first version; frozen.
    public static let schema1 = [foldSchema1, credentialSchema1].joined(separator: "\n")

    /// A fold of the log: no row stands here that the feed does not say.
    private static let foldSchema1 = """
        CREATE TABLE account (
            account_id BLOB PRIMARY KEY CHECK (length(account_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            version INTEGER NOT NULL CHECK (version > 0),
            person_id BLOB NOT NULL CHECK (length(person_id) = 16),
            holder INTEGER NOT NULL CHECK (holder BETWEEN 1 AND 2),
            closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
            mail_marks INTEGER CHECK (mail_marks IN (0, 1)),
            gather_minutes INTEGER CHECK (gather_minutes BETWEEN 0 AND 1440),
            CHECK ((mail_marks IS NULL) = (gather_minutes IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX account_open ON account (person_id) WHERE closed = 0;

        -- One row for each card event that was not erased; the newest of an account is the card in force.
        CREATE TABLE account_card (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            account_id BLOB NOT NULL REFERENCES account,
            version INTEGER NOT NULL CHECK (version > 0),
            email TEXT CHECK (length(email) BETWEEN 3 AND 254),
            UNIQUE (account_id, version)
        ) STRICT;

        CREATE TABLE visit (
            person_id BLOB NOT NULL CHECK (length(person_id) = 16),
            pupil_id BLOB NOT NULL CHECK (length(pupil_id) = 16),
            day INTEGER NOT NULL,
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            holder INTEGER NOT NULL CHECK (holder BETWEEN 1 AND 2),
            PRIMARY KEY (person_id, pupil_id, day)
        ) STRICT, WITHOUT ROWID;
        """

    /// Owned, but no fold: what no event may hold. Without a foreign key into the fold, which can be made anew.
    private static let credentialSchema1 = """
        CREATE TABLE credential (
            account_id BLOB PRIMARY KEY CHECK (length(account_id) = 16),
            login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 3 AND 64),
            verifier TEXT NOT NULL CHECK (length(verifier) BETWEEN 1 AND 200)
        ) STRICT, WITHOUT ROWID;
        """

    /// The tables of the fold, parents before children.
    public static let tables = ["account", "account_card", "visit"]
}
