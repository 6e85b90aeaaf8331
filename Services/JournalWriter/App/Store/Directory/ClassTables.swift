import EventFeed
import Foundation
import School

extension JournalStore {
    func hasClass(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM class WHERE class_id = ?", [id]) }
    func hasGroup(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM study_group WHERE group_id = ?", [id]) }
    func hasCourse(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM course WHERE course_id = ?", [id]) }

    func hasClass(_ id: UUID, of school: UUID) throws -> Bool {
        try exists("SELECT 1 FROM class WHERE class_id = ? AND school_id = ?", [id, school])
    }

    func hasGroup(_ id: UUID, of school: UUID) throws -> Bool {
        try exists("SELECT 1 FROM study_group WHERE group_id = ? AND school_id = ?", [id, school])
    }

    func hasCourse(_ id: UUID, of school: UUID) throws -> Bool {
        try exists("SELECT 1 FROM course WHERE course_id = ? AND school_id = ?", [id, school])
    }

    func hasClass(parallel: Int, letter: String, schoolYear: Int, of school: UUID) throws -> Bool {
        try exists(
            "SELECT 1 FROM class WHERE school_id = ? AND school_year = ? AND parallel = ? AND letter = ?",
            [school, schoolYear, parallel, letter])
    }

    func schoolClass(_ id: UUID, of school: UUID) throws -> ClassState? {
        let sql = "SELECT version, parallel, letter, school_year FROM class WHERE class_id = ? AND school_id = ?"
        return try first(sql, [id, school]) {
            ClassState(version: $0[0], parallel: $0[1], letter: $0[2], schoolYear: $0[3])
        }
    }

    func course(_ id: UUID, of school: UUID) throws -> CourseState? {
        try first(
            """
            SELECT version, marks, homework, counts_in_filling, extracurricular, name FROM course
            WHERE course_id = ? AND school_id = ?
            """, [id, school]
        ) { row in
            CourseState(
                version: row[0], name: row[5],
                policy: CoursePolicy(
                    marks: try row.choice(1), homework: try row.choice(2), countsInFilling: row[3],
                    isExtracurricular: row[4]))
        }
    }
}

extension JournalStore {
    func group(_ id: UUID, of school: UUID) throws -> GroupState? {
        let sql = "SELECT version, name, class_id, whole_class FROM study_group WHERE group_id = ? AND school_id = ?"
        return try first(sql, [id, school]) {
            GroupState(version: $0[0], name: $0[1], schoolClass: $0[2], isWholeClass: $0[3])
        }
    }

    /// The class of this name, whoever opened it.
    func findClass(parallel: Int, letter: String, schoolYear: Int, of school: UUID) throws -> UUID? {
        try first(
            "SELECT class_id FROM class WHERE school_id = ? AND school_year = ? AND parallel = ? AND letter = ?",
            [school, schoolYear, parallel, letter]
        ) { $0[0] }
    }
}

extension GroupRenamed: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change("UPDATE study_group SET version = ?, name = ? WHERE group_id = ?", [version, name, group])
    }
}

extension CourseRenamed: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change("UPDATE course SET version = ?, name = ? WHERE course_id = ?", [version, name, course])
    }
}

extension ClassOpened: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO class (class_id, school_id, version, parallel, letter, school_year)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [schoolClass, source.school, version, parallel, letter, schoolYear])
    }
}

extension ClassRenamed: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            "UPDATE class SET version = ?, letter = ? WHERE class_id = ?", [version, letter, schoolClass])
    }
}

extension GroupOpened: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO study_group (group_id, school_id, version, name, class_id, whole_class)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [group, source.school, version, name, schoolClass, isWholeClass])
    }
}

extension CourseOpened: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO course
                (course_id, school_id, version, name, marks, homework, counts_in_filling, extracurricular)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [course, source.school, version, name] + policy.columns)
    }
}

extension CoursePolicyChanged: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            """
            UPDATE course SET version = ?, marks = ?, homework = ?, counts_in_filling = ?, extracurricular = ?
            WHERE course_id = ?
            """,
            [version] + policy.columns + [course])
    }
}

extension CoursePolicy {
    fileprivate var columns: Values {
        [marks.rawValue, homework.rawValue, countsInFilling, isExtracurricular]
    }
}
