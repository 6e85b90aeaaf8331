import Foundation
import School

/// What an operator says about a bundle that the bundle itself does not.
struct OneRosterOptions: Sendable {
    /// Who speaks.
    var source: String
    /// From when on it holds.
    var day: Day
    /// Where its schools are.
    var zone: RosterZone
    /// Organisations that are schools of the journal already.
    var schools: [String: UUID] = [:]
    /// What grades outside 1 to 12 are here, such as `KG`: 1.
    var grades: [String: Int] = [:]
}

/// The grades of a course, a class or a pupil, as parallels.
struct OneRosterGrades: Sendable {
    let parallels: [Int]
    /// Of those that are none here, the first.
    let outside: String?
    /// The sender's word where the operator mapped it.
    let mapped: String?

    init(_ grades: [String], _ map: [String: Int]) {
        var (parallels, outside, mapped): ([Int], String?, String?) = ([], nil, nil)
        for grade in grades {
            if let parallel = map[grade] {
                parallels.append(parallel)
                mapped = mapped ?? grade
            } else if let parallel = Int(grade), (1...12).contains(parallel) {
                parallels.append(parallel)
            } else {
                outside = outside ?? grade
            }
        }
        (self.parallels, self.outside, self.mapped) = (parallels, outside, mapped)
    }

    /// Grades are named, and none of them is one here.
    var isOutside: Bool { parallels.isEmpty && outside != nil }
}

/// What a role makes of somebody here.
enum OneRosterPart: Hashable, Sendable {
    case pupil
    case guardian(GuardianshipBasis)
    case staff(post: String)
    /// A relative is no legal representative, a word of the sender's own is unknown.
    case nobody

    init(_ role: String) {
        self =
            switch role {
            case "student": .pupil
            case "parent": .guardian(.parent)
            case "guardian": .guardian(.guardian)
            case "relative": .nobody
            default: Self.posts[role].map { .staff(post: $0) } ?? .nobody
            }
    }

    /// The posts as a school's pages show them.
    private static let posts = [
        "teacher": "Учитель", "administrator": "Администратор", "aide": "Ассистент", "proctor": "Наблюдатель",
        "counselor": "Педагог-психолог", "principal": "Директор", "siteAdministrator": "Администратор",
        "systemAdministrator": "Администратор", "districtAdministrator": "Администратор",
    ]

    var kind: RosterKind? {
        switch self {
        case .pupil: .pupil
        case .guardian: .guardian
        case .staff: .staff
        case .nobody: nil
        }
    }
}
