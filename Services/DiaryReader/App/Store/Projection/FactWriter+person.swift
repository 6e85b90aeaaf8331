import EventFeed
import School

extension FactWriter {
    func write(_ fact: PersonFact) throws {
        switch fact {
        case .added(let person, let kind):
            try change(Self.add, [source, event.school, person, kind.rawValue])
        case .card(let person, let version, let name):
            try change(
                Self.record,
                [
                    source, event.school, person, event.sequence, version, name.family, name.given, name.patronymic,
                ])
        case .guardianshipRecorded(let guardianship, let guardian, let pupil, let firstDay):
            try change(Self.guardianship, [source, event.school, guardianship, guardian, pupil, firstDay.rawValue])
        case .guardianshipEnded(let guardianship, let lastDay):
            try change(
                "UPDATE guardianship SET last_day = ? WHERE source = ? AND guardianship_id = ? AND school_id = ?",
                [lastDay.rawValue, source, guardianship, event.school])
        }
    }

    private static let add = """
        INSERT INTO person (source, person_id, school_id, kind)
        SELECT source, ?3, school_id, ?4 FROM school WHERE source = ?1 AND school_id = ?2
        """

    private static let record = """
        INSERT INTO person_card (source, sequence, person_id, version, family, given, patronymic)
        SELECT source, ?4, person_id, ?5, ?6, ?7, ?8 FROM person
        WHERE source = ?1 AND person_id = ?3 AND school_id = ?2
        """

    /// Guardian and pupil must be what they are called, and of this school.
    private static let guardianship = """
        INSERT INTO guardianship (source, guardianship_id, school_id, guardian_id, pupil_id, first_day)
        SELECT g.source, ?3, g.school_id, g.person_id, p.person_id, ?6
        FROM person g JOIN person p ON p.source = g.source AND p.school_id = g.school_id
        WHERE g.source = ?1 AND g.person_id = ?4 AND g.school_id = ?2
            AND g.kind = \(PersonKind.guardian.rawValue)
            AND p.person_id = ?5 AND p.kind = \(PersonKind.pupil.rawValue)
        """
}
