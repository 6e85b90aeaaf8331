import Foundation
import School

/// What an operator says about sheets that the sheets themselves do not.
struct SheetOptions: Sendable {
    let school: UUID
    /// Registers the school under this name, or renames it; nil: it is there.
    var schoolName: String?
    var zone: RosterZone
    /// From when on it holds.
    var day: Day

    /// Sheets of one school are one source, whoever sent them.
    var source: String { "sheets:\(school.uuidString.lowercased())" }

    /// The year in which the school year of that day ends.
    var schoolYear: Int { OneRosterMapping.schoolYear(of: day) }
}
