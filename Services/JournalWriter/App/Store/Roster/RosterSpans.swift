import EventFeed
import Foundation
import School

/// An enrolment as a roster is held against it.
struct EnrolmentState: Equatable, Sendable {
    let span: SpanState
    let pupil: UUID
    let target: EnrolmentTarget
    let orderNumber: String?
}

/// A guardianship as a roster is held against it.
struct GuardianshipState: Equatable, Sendable {
    let span: SpanState
    let guardian: UUID
    let pupil: UUID
    let basis: GuardianshipBasis
}

extension JournalStore {
    func enrolmentState(_ id: UUID) throws -> EnrolmentState? {
        try first(
            """
            SELECT version, first_day, last_day, end_order,
                (SELECT MIN(o.first_day) FROM enrolment o WHERE o.pupil_id = e.pupil_id
                    AND o.class_id IS e.class_id AND o.group_id IS e.group_id AND o.first_day > e.first_day),
                pupil_id, class_id, group_id, order_number
            FROM enrolment e WHERE enrolment_id = ?
            """, [id]
        ) { row in
            guard let target = EnrolmentTarget(schoolClass: row[6], group: row[7]) else {
                throw DamagedState(what: "an enrolment in nothing")
            }
            return EnrolmentState(span: SpanState(row: row), pupil: row[5], target: target, orderNumber: row[8])
        }
    }

    func guardianshipState(_ id: UUID) throws -> GuardianshipState? {
        try first(
            """
            SELECT version, first_day, last_day, NULL,
                (SELECT MIN(o.first_day) FROM guardianship o
                    WHERE o.guardian_id = g.guardian_id AND o.pupil_id = g.pupil_id AND o.first_day > g.first_day),
                guardian_id, pupil_id, basis
            FROM guardianship g WHERE guardianship_id = ?
            """, [id]
        ) { row in
            GuardianshipState(
                span: SpanState(row: row), guardian: row[5], pupil: row[6], basis: try row.choice(7))
        }
    }

    /// The pupil's first enrolment there that lasts until this day or longer.
    func findEnrolment(
        of pupil: UUID, in target: EnrolmentTarget, from day: Day
    ) throws -> (id: UUID, firstDay: Day)? {
        try first(
            """
            SELECT enrolment_id, first_day FROM enrolment WHERE pupil_id = ? AND class_id IS ? AND group_id IS ?
                AND (last_day IS NULL OR last_day >= ?) ORDER BY first_day LIMIT 1
            """,
            [pupil, target.schoolClass, target.group, day.rawValue]
        ) { ($0[0], $0.day(1)) }
    }

    /// The first guardianship of these two that lasts until this day or longer.
    func findGuardianship(of pupil: UUID, by guardian: UUID, from day: Day) throws -> UUID? {
        try first(
            """
            SELECT guardianship_id FROM guardianship WHERE guardian_id = ? AND pupil_id = ?
                AND (last_day IS NULL OR last_day >= ?) ORDER BY first_day LIMIT 1
            """,
            [guardian, pupil, day.rawValue]
        ) { $0[0] }
    }

    /// What lasts beyond a day and goes with something that is no more.
    func enrolments(with thing: UUID, _ kind: RosterKind, after day: Day) throws -> [UUID] {
        let column: String
        switch kind {
        case .pupil: column = "pupil_id"
        case .schoolClass: column = "class_id"
        case .group: column = "group_id"
        default: return []
        }
        return try all(
            """
            SELECT enrolment_id FROM enrolment WHERE \(column) = ? AND (last_day IS NULL OR last_day > ?)
            ORDER BY first_day, enrolment_id
            """,
            [thing, day.rawValue]
        ) { $0[0] }
    }

    func guardianships(with thing: UUID, _ kind: RosterKind, after day: Day) throws -> [UUID] {
        let column: String
        switch kind {
        case .pupil: column = "pupil_id"
        case .guardian: column = "guardian_id"
        default: return []
        }
        return try all(
            """
            SELECT guardianship_id FROM guardianship WHERE \(column) = ? AND (last_day IS NULL OR last_day > ?)
            ORDER BY first_day, guardianship_id
            """,
            [thing, day.rawValue]
        ) { $0[0] }
    }
}

extension EnrolmentTarget {
    fileprivate init?(schoolClass: UUID?, group: UUID?) {
        if let schoolClass {
            self = .schoolClass(schoolClass)
        } else if let group {
            self = .group(group)
        } else {
            return nil
        }
    }
}
