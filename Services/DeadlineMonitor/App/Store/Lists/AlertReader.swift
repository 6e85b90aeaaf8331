import EventFeed
import Foundation
import GRDB
import Regulation
import School

/// Lists alerts as the feed of alerts has told them, with names from the rows that are served.
struct AlertReader: Sendable {
    private let reader: any DatabaseReader

    init(_ reader: any DatabaseReader) { self.reader = reader }

    /// - Throws: `DatabaseError`.
    func list(_ filter: AlertFilter) async throws -> AlertList {
        try await reader.read { try Self.list(filter, in: $0) }
    }

    private static func list(_ filter: AlertFilter, in database: Database) throws -> AlertList {
        let found = try KeptStatement(sql(filter), in: database).all(
            [
                filter.school, filter.classID, filter.owner, filter.rule?.rawValue, filter.after?.due,
                filter.after?.id, filter.limit + 1,
            ], ListedAlert.init)
        let alerts = Array(found.prefix(filter.limit))
        let last = found.count > alerts.count ? alerts.last?.alert : nil
        return AlertList(
            filter: filter, alerts: alerts, next: last.map { AlertFilter.Cursor(due: $0.due, id: $0.id) },
            undatedCount: try KeptStatement(undated, in: database).first([filter.school]) { $0[0] } ?? 0)
    }

    /// The alerts alone. A condition that is not asked for is not written: one that lets everything through (`?1 IS NULL
    /// OR …`) would keep SQLite from its indexes, and every list would read and sort all alerts there ever were.
    static func found(_ filter: AlertFilter) -> String {
        let order = order(filter)
        let conditions = [
            filter.school.map { _ in "school_id = ?1" }, filter.classID.map { _ in "class_id = ?2" },
            filter.owner.map { _ in "owner_id = ?3" }, filter.rule.map { _ in "rule = ?4" },
            filter.after.map { _ in "(due, alert_id) \(filter.states.isNewestFirst ? "<" : ">") (?5, ?6)" },
            condition(filter.states),
        ].compactMap(\.self)
        return """
            SELECT * FROM alert \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "))
            ORDER BY due \(order), alert_id \(order) LIMIT ?7
            """
    }

    /// As the partial indexes have it.
    private static func condition(_ states: AlertFilter.States) -> String? {
        switch states {
        case .open: "state = 1"
        case .closed: "state <> 1"
        case .all: nil
        }
    }

    private static func order(_ filter: AlertFilter) -> String { filter.states.isNewestFirst ? "DESC" : "ASC" }

    private static func sql(_ filter: AlertFilter) -> String {
        let order = order(filter)
        return """
            SELECT \(Alert.columns(of: "a")),
                school.name, class.parallel || class.letter, study_group.name, course.name, lesson.number,
                card.family, card.given, card.patronymic
            FROM (
            \(found(filter))
            ) AS a
            LEFT JOIN source AS s ON s.feed = a.feed AND s.state = 'live'
            LEFT JOIN school ON school.source = s.source AND school.school_id = a.school_id
            LEFT JOIN class ON class.source = s.source AND class.class_id = a.class_id
            LEFT JOIN study_group ON study_group.source = s.source AND study_group.group_id = a.group_id
            LEFT JOIN course ON course.source = s.source AND course.course_id = a.course_id
            LEFT JOIN lesson ON lesson.source = s.source AND lesson.lesson_id = a.lesson_id
            LEFT JOIN staff_card AS card ON card.source = s.source AND card.sequence = (
                SELECT MAX(sequence) FROM staff_card
                WHERE staff_card.source = s.source AND staff_card.staff_id = a.owner_id)
            ORDER BY a.due \(order), a.alert_id \(order)
            """
    }

    /// How many obligations of a school, or of all, have no due instant.
    static let undated = """
        SELECT COUNT(*) FROM source JOIN obligation USING (source) JOIN lesson USING (source, lesson_id)
        WHERE source.state = 'live' AND obligation.due IS NULL AND void = 0 AND (?1 IS NULL OR school_id = ?1)
        """
}

extension ListedAlert {
    fileprivate init(_ row: Columns) {
        let names = Alert.columnCount
        let family: String? = row[names + 5]
        self.init(
            alert: Alert(row), schoolName: row[names], className: row[names + 1], groupName: row[names + 2],
            courseName: row[names + 3], lessonNumber: row[names + 4],
            owner: family.map { PersonalName(family: $0, given: row[names + 6], patronymic: row[names + 7]) })
    }
}
