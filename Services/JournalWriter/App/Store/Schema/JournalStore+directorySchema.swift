extension JournalStore {
    /// Who and what there is, by opaque ids.
    static let directorySchema1 = """
        CREATE TABLE school (
            school_id BLOB PRIMARY KEY CHECK (length(school_id) = 16),
            version INTEGER NOT NULL CHECK (version > 0),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE school_zone (
            school_id BLOB NOT NULL REFERENCES school,
            since INTEGER NOT NULL,
            zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 64),
            PRIMARY KEY (school_id, since)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE staff (
            staff_id BLOB PRIMARY KEY CHECK (length(staff_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            last_day INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE pupil (
            pupil_id BLOB PRIMARY KEY CHECK (length(pupil_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE guardian (
            guardian_id BLOB PRIMARY KEY CHECK (length(guardian_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE class (
            class_id BLOB PRIMARY KEY CHECK (length(class_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            parallel INTEGER NOT NULL CHECK (parallel BETWEEN 1 AND 12),
            letter TEXT NOT NULL CHECK (length(letter) BETWEEN 1 AND 10),
            school_year INTEGER NOT NULL CHECK (school_year BETWEEN 1901 AND 2199),
            UNIQUE (school_id, school_year, parallel, letter)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE study_group (
            group_id BLOB PRIMARY KEY CHECK (length(group_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            class_id BLOB REFERENCES class,
            whole_class INTEGER NOT NULL CHECK (whole_class IN (0, 1)),
            CHECK (whole_class = 0 OR class_id IS NOT NULL)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE course (
            course_id BLOB PRIMARY KEY CHECK (length(course_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            marks INTEGER NOT NULL CHECK (marks BETWEEN 1 AND 3),
            homework INTEGER NOT NULL CHECK (homework BETWEEN 1 AND 2),
            counts_in_filling INTEGER NOT NULL CHECK (counts_in_filling IN (0, 1)),
            extracurricular INTEGER NOT NULL CHECK (extracurricular IN (0, 1))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE enrolment (
            enrolment_id BLOB PRIMARY KEY CHECK (length(enrolment_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            pupil_id BLOB NOT NULL REFERENCES pupil,
            class_id BLOB REFERENCES class,
            group_id BLOB REFERENCES study_group,
            first_day INTEGER NOT NULL,
            last_day INTEGER CHECK (last_day >= first_day),
            order_number TEXT CHECK (length(order_number) BETWEEN 1 AND 100),
            end_order TEXT CHECK (length(end_order) BETWEEN 1 AND 100),
            CHECK ((class_id IS NULL) <> (group_id IS NULL)),
            CHECK (end_order IS NULL OR last_day IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX enrolment_of_pupil ON enrolment (pupil_id, first_day);
        CREATE UNIQUE INDEX enrolment_open_in_class ON enrolment (pupil_id, class_id)
            WHERE last_day IS NULL AND class_id IS NOT NULL;
        CREATE UNIQUE INDEX enrolment_open_in_group ON enrolment (pupil_id, group_id)
            WHERE last_day IS NULL AND group_id IS NOT NULL;

        CREATE TABLE guardianship (
            guardianship_id BLOB PRIMARY KEY CHECK (length(guardianship_id) = 16),
            school_id BLOB NOT NULL REFERENCES school,
            version INTEGER NOT NULL CHECK (version > 0),
            guardian_id BLOB NOT NULL REFERENCES guardian,
            pupil_id BLOB NOT NULL REFERENCES pupil,
            basis INTEGER NOT NULL CHECK (basis BETWEEN 1 AND 4),
            first_day INTEGER NOT NULL,
            last_day INTEGER CHECK (last_day >= first_day)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX guardianship_of_pair ON guardianship (guardian_id, pupil_id, first_day);
        CREATE UNIQUE INDEX guardianship_open ON guardianship (guardian_id, pupil_id) WHERE last_day IS NULL;
        """
}
