extension JournalStore {
    /// What sources name beside their records; frozen. Owned, as the records are.
    ///
    /// Ids of users here are of people without a card, or of those with one: these go with it.
    public static let rosterNames1 = """
        CREATE TABLE roster_name (
            source_id INTEGER NOT NULL REFERENCES roster_source,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 7),
            sourced_id TEXT NOT NULL CHECK (length(sourced_id) BETWEEN 1 AND 512),
            gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
            school_year INTEGER,
            user_sourced_id TEXT CHECK (length(user_sourced_id) BETWEEN 1 AND 512),
            part INTEGER CHECK (part BETWEEN 1 AND 9),
            school_id BLOB CHECK (length(school_id) = 16),
            PRIMARY KEY (source_id, kind, sourced_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX roster_role_of_user ON roster_name (source_id, user_sourced_id)
            WHERE user_sourced_id IS NOT NULL;
        """
}
