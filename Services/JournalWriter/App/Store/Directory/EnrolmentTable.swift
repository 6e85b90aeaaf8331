import EventFeed
import Foundation
import School

extension JournalStore {
    func hasEnrolment(_ id: UUID) throws -> Bool {
        try exists("SELECT 1 FROM enrolment WHERE enrolment_id = ?", [id])
    }

    /// Whether the pupil is enrolled there on this day or a later one.
    func isEnrolled(_ pupil: UUID, in target: EnrolmentTarget, from day: Day) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM enrolment WHERE pupil_id = ? AND class_id IS ? AND group_id IS ?
                AND (last_day IS NULL OR last_day >= ?) LIMIT 1
            """,
            [pupil, target.schoolClass, target.group, day.rawValue])
    }

    /// Whether the pupil is in a group on that day: named in it, or enrolled in the class of which it is the whole.
    func isMember(_ pupil: UUID, of group: GroupMembership, on day: Day) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM enrolment WHERE pupil_id = ? AND first_day <= ?
                AND (last_day IS NULL OR last_day >= ?) AND (group_id = ? OR class_id = ?) LIMIT 1
            """,
            [pupil, day.rawValue, day.rawValue, group.group, group.wholeClass])
    }

    func enrolment(_ id: UUID, of school: UUID) throws -> SpanState? {
        try first(
            """
            SELECT version, first_day, last_day, end_order,
                (SELECT MIN(o.first_day) FROM enrolment o WHERE o.pupil_id = e.pupil_id
                    AND o.class_id IS e.class_id AND o.group_id IS e.group_id AND o.first_day > e.first_day)
            FROM enrolment e WHERE enrolment_id = ? AND school_id = ?
            """,
            [id, school], SpanState.init(row:))
    }
}

/// Which enrolments make a pupil a member of a group.
struct GroupMembership: Equatable, Sendable {
    let group: UUID
    /// The class whose pupils all belong to it; nil for a group whose members are named.
    let wholeClass: UUID?
}

extension EnrolmentTarget {
    var schoolClass: UUID? {
        if case .schoolClass(let id) = self { id } else { nil }
    }

    var group: UUID? {
        if case .group(let id) = self { id } else { nil }
    }
}

extension SpanState {
    /// From version, first day, last day, order of the end, first day of the next one.
    init(row: Columns) {
        self.init(
            version: row[0], firstDay: row.day(1), lastDay: row.optionalDay(2), endOrder: row[3],
            nextFirstDay: row.optionalDay(4))
    }
}

extension PupilEnrolled: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO enrolment
                (enrolment_id, school_id, version, pupil_id, class_id, group_id, first_day, order_number)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                enrolment, source.school, version, pupil, target.schoolClass, target.group, firstDay.rawValue,
                orderNumber,
            ])
    }
}

extension EnrolmentEnded: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            "UPDATE enrolment SET version = ?, last_day = ?, end_order = ? WHERE enrolment_id = ?",
            [version, lastDay.rawValue, orderNumber, enrolment])
    }
}
