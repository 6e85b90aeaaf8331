import EventFeed
import Foundation
import School

/// Who asks, and the present where their school is.
extension JournalStore {
    /// - Returns: nil for a person the journal does not know as a member of staff.
    func member(_ staff: UUID, at instant: Int64, zones shelf: ZoneShelf) throws -> StaffMember? {
        let row = try first(
            """
            SELECT s.school_id, s.last_day, k.name FROM staff s JOIN school k ON k.school_id = s.school_id
            WHERE s.staff_id = ?
            """, [staff]
        ) { (school: $0[0] as UUID, lastDay: $0.optionalDay(1), name: $0[2] as String) }
        guard let row, let zones = try zoneHistory(of: row.school, from: shelf) else { return nil }
        let time = SchoolTime(instant: instant, zones: zones)
        return StaffMember(
            staff: staff, school: row.school, schoolName: row.name, name: try staffName(staff), lastDay: row.lastDay,
            roles: try roles(of: staff, on: time.today), time: time)
    }

    func staffName(_ staff: UUID) throws -> PersonName? {
        try (card(of: staff) as CardRecorded<StaffCard>?)?.card.name
    }

    /// Nil for a school that is not registered.
    func zoneHistory(of school: UUID, from shelf: ZoneShelf) throws -> ZoneHistory? {
        ZoneHistory(
            try zones(of: school).map {
                ZoneHistory.Period(since: $0.since, zone: try shelf.zone(named: $0.name))
            })
    }
}
