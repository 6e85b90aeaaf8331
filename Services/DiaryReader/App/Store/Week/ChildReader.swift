import EventFeed
import Foundation
import GRDB
import School

/// Finds the children whose diaries a viewer may open at an instant. Every read of a diary begins here, so that an ended
/// guardianship ends the reading with it.
///
/// The indexes are named: of itself SQLite, which keeps no statistics here, goes through all rows of a source instead.
struct ChildReader {
    let database: Database
    let zones: ZoneShelf
    /// Microseconds UTC.
    let now: Int64

    /// By name; those without one last.
    func children(of viewer: Viewer) throws -> [Child] {
        var children: [Child] = []
        for served in try Subscription.served(in: database) {
            guard let history = try history(of: viewer.school, served.source) else { continue }
            for pupil in try pupils(of: viewer, on: history.local(at: now).day, served.source) {
                children.append(try child(pupil, of: viewer.school, history, served))
            }
        }
        return children.sorted { $0.order < $1.order }
    }

    private func pupils(of viewer: Viewer, on today: Day, _ source: Int64) throws -> [UUID] {
        switch viewer.holder {
        case .guardian:
            try all(Self.guardedSQL, [source, viewer.person, viewer.school, today.rawValue, today.rawValue]) { $0[0] }
        case .pupil:
            try all(
                "SELECT person_id FROM person WHERE source = ? AND person_id = ? AND school_id = ? AND kind = ?",
                [source, viewer.person, viewer.school, PersonKind.pupil.rawValue]
            ) { $0[0] }
        }
    }

    private func child(
        _ pupil: UUID, of school: UUID, _ history: ZoneHistory, _ served: ServedSource
    ) throws -> Child {
        let present = history.local(at: now)
        return Child(
            pupil: pupil, school: school, source: served.source,
            name: try PersonName.of(pupil, served.source, in: database),
            schoolName: try first(
                "SELECT name FROM school WHERE source = ? AND school_id = ?", [served.source, school]) ?? "",
            className: try first(
                Self.classSQL, [served.source, pupil, present.day.rawValue, present.day.rawValue]),
            present: present, completeUntil: served.completeUntil,
            completeAt: served.completeUntil.map(history.local(at:)))
    }

    private func history(of school: UUID, _ source: Int64) throws -> ZoneHistory? {
        let periods = try KeptStatement(
            "SELECT since, zone FROM school_zone WHERE source = ? AND school_id = ?", in: database
        ).all([source, school]) { row in
            ZoneHistory.Period(since: row.day(0), zone: try zones.zone(named: row[1]))
        }
        return ZoneHistory(periods)
    }

    private func all(_ sql: String, _ values: Values, _ read: (Columns) throws -> UUID) throws -> [UUID] {
        try KeptStatement(sql, in: database).all(values, read)
    }

    private func first(_ sql: String, _ values: Values) throws -> String? {
        try KeptStatement(sql, in: database).first(values) { $0[0] }
    }

    private static let guardedSQL = """
        SELECT DISTINCT pupil_id FROM guardianship INDEXED BY guardianship_of_guardian
        WHERE source = ? AND guardian_id = ? AND school_id = ? AND first_day <= ?
            AND (last_day IS NULL OR last_day >= ?)
        """

    private static let classSQL = """
        SELECT c.parallel || c.letter FROM enrolment e INDEXED BY enrolment_of_pupil
        JOIN class c ON c.source = e.source AND c.class_id = e.class_id
        WHERE e.source = ? AND e.pupil_id = ? AND e.first_day <= ? AND (e.last_day IS NULL OR e.last_day >= ?)
        ORDER BY e.first_day DESC LIMIT 1
        """
}

extension Child {
    fileprivate var order: (Int, String, String, UUID) {
        (name == nil ? 1 : 0, name?.given ?? "", name?.family ?? "", pupil)
    }
}

extension PersonName {
    /// The name in force: that of the newest card not erased; nil if none is left.
    static func of(_ person: UUID, _ source: Int64, in database: Database) throws -> PersonName? {
        try KeptStatement(
            """
            SELECT family, given, patronymic FROM person_card WHERE source = ? AND person_id = ?
            ORDER BY version DESC LIMIT 1
            """, in: database
        ).first([source, person]) { PersonName(family: $0[0], given: $0[1], patronymic: $0[2]) }
    }
}
