extension JournalStore {
    /// Fourth version; frozen. Instants on which what is owed depends, microseconds UTC: when the roll was taken, when an
    /// absence was corrected, when a mark was given and when it last became more than a «точка». Each is read from the
    /// log as far as it has told.
    ///
    /// Payloads begin with the id of the lesson or mark, a field of 16 bytes, then comes the version, of one to five
    /// bytes. A line of a roll, and a mark's value, are fields that hold their own length.
    public static let schema4 = """
        ALTER TABLE roll ADD COLUMN taken_at INTEGER;
        UPDATE roll SET taken_at = told.at
        FROM (
            SELECT substr(payload, 3, 16) AS lesson_id, MAX(recorded_at) AS at FROM event
            WHERE type = 'RollTaken' GROUP BY 1
        ) AS told
        WHERE told.lesson_id = roll.lesson_id;

        -- Pupils taken for absent first: when it was recorded that they had been there. Of one who is absent, and of one
        -- who never was, there is no row.
        CREATE TABLE absence_correction (
            lesson_id BLOB NOT NULL REFERENCES roll,
            pupil_id BLOB NOT NULL REFERENCES pupil,
            school_id BLOB NOT NULL REFERENCES school,
            corrected_at INTEGER NOT NULL,
            PRIMARY KEY (lesson_id, pupil_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO absence_correction (lesson_id, pupil_id, school_id, corrected_at)
        WITH RECURSIVE told (sequence, recorded_at, type, lesson_id, lines) AS MATERIALIZED (
            SELECT sequence, recorded_at, type, substr(payload, 3, 16),
                substr(payload, CASE
                    WHEN substr(payload, 20, 1) < x'80' THEN 21
                    WHEN substr(payload, 21, 1) < x'80' THEN 22
                    WHEN substr(payload, 22, 1) < x'80' THEN 23
                    WHEN substr(payload, 23, 1) < x'80' THEN 24
                    ELSE 25 END)
            FROM event WHERE type IN ('RollTaken', 'AttendanceChanged')
        ),
        -- Line by line: what is left of the event, and how long its first line is.
        rest (sequence, lesson_id, lines, length) AS (
            SELECT sequence, lesson_id, lines,
                instr(x'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F', substr(lines, 2, 1)) - 1
            FROM told WHERE substr(lines, 1, 1) = x'1A'
            UNION ALL
            SELECT sequence, lesson_id, substr(lines, 3 + length),
                instr(
                    x'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F',
                    substr(lines, 4 + length, 1)) - 1
            FROM rest WHERE length > 0 AND substr(lines, 3 + length, 1) = x'1A'
        ),
        -- Codes 2 to 5 say that a pupil was not there.
        absence (lesson_id, pupil_id, sequence) AS (
            SELECT lesson_id, substr(lines, 5, 16), MAX(sequence) FROM rest
            WHERE substr(lines, 22, 1) BETWEEN x'02' AND x'05' GROUP BY 1, 2
        )
        SELECT absence.lesson_id, pupil_id, school_id, MIN(recorded_at)
        FROM absence JOIN roll USING (lesson_id) JOIN told USING (lesson_id)
        WHERE told.sequence > absence.sequence AND (type = 'RollTaken' OR substr(told.lines, 5, 16) = pupil_id)
        GROUP BY absence.lesson_id, pupil_id;

        ALTER TABLE mark ADD COLUMN given_at INTEGER;
        ALTER TABLE mark ADD COLUMN worked_at INTEGER CHECK (worked_at >= given_at);
        UPDATE mark SET given_at = told.at
        FROM (
            SELECT substr(payload, 3, 16) AS mark_id, recorded_at AS at FROM event WHERE type = 'MarkGiven'
        ) AS told
        WHERE told.mark_id = mark.mark_id;
        WITH told (sequence, at, mark_id, value) AS (
            SELECT sequence, recorded_at, substr(payload, 3, 16), substr(payload, 59, 2)
            FROM event WHERE type = 'MarkGiven'
            UNION ALL
            SELECT sequence, recorded_at, substr(payload, 3, 16),
                substr(payload, CASE
                    WHEN substr(payload, 20, 1) < x'80' THEN 23
                    WHEN substr(payload, 21, 1) < x'80' THEN 24
                    WHEN substr(payload, 22, 1) < x'80' THEN 25
                    WHEN substr(payload, 23, 1) < x'80' THEN 26
                    ELSE 27 END, 2)
            FROM event WHERE type = 'MarkChanged'
        ),
        turned (at, mark_id, is_more, was_more) AS (
            SELECT at, mark_id, value <> x'1003',
                LAG(value, 1, x'1003') OVER (PARTITION BY mark_id ORDER BY sequence) <> x'1003'
            FROM told
        )
        UPDATE mark SET worked_at = last.at
        FROM (SELECT mark_id, MAX(at) AS at FROM turned WHERE is_more AND NOT was_more GROUP BY mark_id) AS last
        WHERE last.mark_id = mark.mark_id;
        CREATE INDEX mark_withdrawn ON mark (work_id, given_at) WHERE withdrawn = 1;
        """
}
