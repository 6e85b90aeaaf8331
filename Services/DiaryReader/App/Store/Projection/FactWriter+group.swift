import EventFeed
import School

extension FactWriter {
    func write(_ fact: GroupFact) throws {
        switch fact {
        case .classOpened(let classID, let parallel, let letter):
            try run(
                "INSERT INTO class (source, class_id, school_id, parallel, letter) VALUES (?, ?, ?, ?, ?)",
                [source, classID, event.school, parallel, letter])
        case .classRenamed(let classID, let letter):
            try change(
                "UPDATE class SET letter = ? WHERE source = ? AND class_id = ? AND school_id = ?",
                [letter, source, classID, event.school])
        case .groupOpened(let group, let name, let classID, let isWholeClass):
            try run(
                "INSERT INTO study_group (source, group_id, school_id, name, whole_class_id) VALUES (?, ?, ?, ?, ?)",
                [source, group, event.school, name, isWholeClass ? classID : nil])
        case .groupRenamed(let group, let name):
            try change(
                "UPDATE study_group SET name = ? WHERE source = ? AND group_id = ? AND school_id = ?",
                [name, source, group, event.school])
        case .courseOpened(let course, let name):
            try run(
                "INSERT INTO course (source, course_id, school_id, name) VALUES (?, ?, ?, ?)",
                [source, course, event.school, name])
        case .courseRenamed(let course, let name):
            try change(
                "UPDATE course SET name = ? WHERE source = ? AND course_id = ? AND school_id = ?",
                [name, source, course, event.school])
        case .enrolled(let enrolment, let pupil, let classID, let group, let firstDay):
            try change(Self.enrol, [source, event.school, enrolment, pupil, classID, group, firstDay.rawValue])
        case .enrolmentEnded(let enrolment, let lastDay):
            try change(
                "UPDATE enrolment SET last_day = ? WHERE source = ? AND enrolment_id = ? AND school_id = ?",
                [lastDay.rawValue, source, enrolment, event.school])
        }
    }

    /// The pupil, and the class or the group, must be of this school.
    private static let enrol = """
        INSERT INTO enrolment (source, enrolment_id, school_id, pupil_id, class_id, group_id, first_day)
        SELECT p.source, ?3, p.school_id, p.person_id, ?5, ?6, ?7 FROM person p
        WHERE p.source = ?1 AND p.person_id = ?4 AND p.school_id = ?2 AND p.kind = \(PersonKind.pupil.rawValue)
            AND (EXISTS (SELECT 1 FROM class WHERE source = ?1 AND class_id = ?5 AND school_id = ?2)
                OR EXISTS (SELECT 1 FROM study_group WHERE source = ?1 AND group_id = ?6 AND school_id = ?2))
        """
}
