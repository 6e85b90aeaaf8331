import EventFeed
import Foundation
import GRDB
import School

/// What the journals say of schools.
struct SchoolLookup {
    let shelf: ZoneShelf
    let database: Database

    /// - Returns: nil for a school that this source has not told of.
    /// - Throws: `SchoolZone.Unknown` if the machine no longer knows a zone that it once knew.
    func zones(of school: UUID, source: Int64) throws -> ZoneHistory? {
        let periods = try KeptStatement(
            "SELECT since, zone FROM school_zone WHERE source = ? AND school_id = ? ORDER BY since", in: database
        ).all([source, school]) { ($0[0] as Int32, $0[1] as String) }
        return ZoneHistory(
            try periods.map { ZoneHistory.Period(since: Day(rawValue: $0.0), zone: try shelf.zone(named: $0.1)) })
    }
}
