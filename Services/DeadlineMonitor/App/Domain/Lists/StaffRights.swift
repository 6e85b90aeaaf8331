import Foundation
import School

/// What a member of staff may see here.
struct StaffRights: Sendable {
    struct School: Sendable {
        let id: UUID
        let name: String
        let zones: ZoneHistory
        /// Whether every alert of the school, or only the person's own.
        let seesAll: Bool
    }

    let person: UUID
    let name: PersonalName?
    /// Where the person works today, those whose every alert is seen first. Never empty.
    let schools: [School]

    /// Whether the person's own clock can be told, by the first of the schools.
    var zones: ZoneHistory? { schools.first?.zones }

    /// A school whose every alert the person sees.
    func overseen(_ school: UUID) -> School? { schools.first { $0.id == school && $0.seesAll } }

    var overseen: [School] { schools.filter(\.seesAll) }
}
