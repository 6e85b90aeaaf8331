import EventFeed
import Foundation
import GRDB
import School

/// Who a member of staff is and what they may see, from the rows that are served.
struct StaffReader: Sendable {
    private let reader: any DatabaseReader
    private let zones = ZoneShelf()

    init(_ reader: any DatabaseReader) { self.reader = reader }

    /// Nil for one who works at no school of these journals today.
    /// - Parameter now: microseconds UTC.
    func rights(of person: UUID, now: Int64) async throws -> StaffRights? {
        try await reader.read { try rights(of: person, now: now, in: $0) }
    }

    private func rights(of person: UUID, now: Int64, in database: Database) throws -> StaffRights? {
        let places = try KeptStatement(Self.places, in: database).all([person]) { row in
            Place(source: row[0], school: row[1], name: row[2], lastDay: (row[3] as Int32?).map(Day.init(rawValue:)))
        }
        var schools: [StaffRights.School] = []
        for place in places {
            let zones = try zoneHistory(place, in: database)
            let today = zones.local(at: now).day
            guard place.lastDay.map({ today <= $0 }) ?? true else { continue }
            schools.append(
                StaffRights.School(
                    id: place.school, name: place.name, zones: zones,
                    seesAll: try seesAll(person, place, on: today, in: database)))
        }
        guard !schools.isEmpty else { return nil }
        return StaffRights(
            person: person, name: try name(of: person, in: database),
            schools: schools.sorted { ($0.seesAll ? 0 : 1, $0.name) < ($1.seesAll ? 0 : 1, $1.name) })
    }

    private struct Place {
        let source: Int64
        let school: UUID
        let name: String
        let lastDay: Day?
    }

    private func seesAll(_ person: UUID, _ place: Place, on today: Day, in database: Database) throws -> Bool {
        let roles = try KeptStatement(Self.roles, in: database)
            .all([place.source, person, place.school, today.rawValue]) { StaffRole(rawValue: $0[0]) }
        return roles.contains { $0?.seesSchool == true }
    }

    private func zoneHistory(_ place: Place, in database: Database) throws -> ZoneHistory {
        let periods = try KeptStatement(
            "SELECT since, zone FROM school_zone WHERE source = ? AND school_id = ?", in: database
        ).all([place.source, place.school]) { row in
            ZoneHistory.Period(since: Day(rawValue: row[0]), zone: try zones.zone(named: row[1]))
        }
        guard let history = ZoneHistory(periods) else { throw MissingGround(what: "school") }
        return history
    }

    private func name(of person: UUID, in database: Database) throws -> PersonalName? {
        try KeptStatement(Self.card, in: database).first([person]) { row in
            PersonalName(family: row[0], given: row[1], patronymic: row[2])
        }
    }

    private static let places = """
        SELECT s.source, staff.school_id, school.name, staff.last_day
        FROM source AS s JOIN staff USING (source) JOIN school USING (source, school_id)
        WHERE s.state = 'live' AND staff_id = ?
        """

    /// By an index that SQLite, without statistics, would pass over for all roles of the source; so is the card.
    private static let roles = """
        SELECT role FROM staff_role INDEXED BY staff_role_of
        WHERE source = ?1 AND staff_id = ?2 AND school_id = ?3 AND first_day <= ?4
            AND (last_day IS NULL OR last_day >= ?4)
        """

    private static let card = """
        SELECT family, given, patronymic
        FROM source AS s CROSS JOIN staff_card INDEXED BY staff_card_of USING (source)
        WHERE s.state = 'live' AND staff_id = ? ORDER BY sequence DESC LIMIT 1
        """
}
