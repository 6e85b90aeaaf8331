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
            SELECT version, marks, homework, counts_in_filling, extracurricular FROM course
            WHERE course_id = ? AND school_id = ?
            """, [id, school]
        ) { row in
            CourseState(
                version: row[0],
                policy: CoursePolicy(
                    marks: try row.choice(1), homework: try row.choice(2), countsInFilling: row[3],
                    isExtracurricular: row[4]))
        }
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
