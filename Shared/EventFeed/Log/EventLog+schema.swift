extension EventLog {
    /// Every table of a log, as they are made anew.
    public static let newest = [schema1, schema2, schema3].joined(separator: "\n")

    /// What a staged import came to, kept with the answer; frozen.
    public static let schema2 = "ALTER TABLE command_answer ADD COLUMN details BLOB;"

    /// The log's tables, first version; frozen. They belong to the store's owned group: no rebuild touches them.
    public static let schema1 = """
        CREATE TABLE feed_identity (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
            epoch BLOB NOT NULL CHECK (length(epoch) = 16),
            heartbeat INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE event (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            type TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 64),
            schema_version INTEGER NOT NULL CHECK (schema_version > 0),
            recorded_at INTEGER NOT NULL,
            actor_id BLOB NOT NULL CHECK (length(actor_id) = 16),
            payload BLOB CHECK (length(payload) <= 262144),
            salt BLOB CHECK (length(salt) = 16),
            digest BLOB CHECK (length(digest) = 32),
            chain_hash BLOB NOT NULL CHECK (length(chain_hash) = 32),
            trace_id BLOB NOT NULL CHECK (length(trace_id) = 16),
            CHECK ((payload IS NULL) = (salt IS NULL)),
            CHECK ((payload IS NULL) = (digest IS NOT NULL))
        ) STRICT;
        CREATE INDEX event_erased ON event (event_id) WHERE payload IS NULL;

        CREATE TABLE command_answer (
            number INTEGER PRIMARY KEY,
            sender TEXT NOT NULL,
            command_id BLOB NOT NULL CHECK (length(command_id) = 16),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            answered_at INTEGER NOT NULL,
            first_sequence INTEGER,
            last_sequence INTEGER,
            code TEXT,
            field TEXT,
            message TEXT,
            current_version INTEGER,
            current_value TEXT,
            proposed_value TEXT,
            UNIQUE (sender, command_id),
            CHECK ((first_sequence IS NULL) = (last_sequence IS NULL)),
            CHECK (code IS NULL OR first_sequence IS NULL),
            CHECK ((code IS NULL) = (message IS NULL)),
            CHECK ((current_version IS NULL) = (current_value IS NULL))
        ) STRICT;

        CREATE TABLE stage (
            sender TEXT NOT NULL,
            stage_id BLOB NOT NULL CHECK (length(stage_id) = 16),
            school_id BLOB NOT NULL CHECK (length(school_id) = 16),
            begun_at INTEGER NOT NULL,
            PRIMARY KEY (sender, stage_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE stage_chunk (
            sender TEXT NOT NULL,
            stage_id BLOB NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            content BLOB NOT NULL CHECK (length(content) <= 1048576),
            PRIMARY KEY (sender, stage_id, number),
            FOREIGN KEY (sender, stage_id) REFERENCES stage (sender, stage_id) ON DELETE CASCADE
        ) STRICT;

        CREATE TABLE log_verification (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            sequence INTEGER NOT NULL,
            chain_hash BLOB NOT NULL CHECK (length(chain_hash) = 32)
        ) STRICT;
        """
}
