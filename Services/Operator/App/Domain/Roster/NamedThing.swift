import Foundation

/// What a source names, by the kinds of its files.
///
/// Raw values equal the numbers of the same cases in `journal_roster.proto`.
enum NamedKind: Int, CaseIterable, Hashable, Sendable {
    case organisation = 1
    case term = 2
    case course = 3
    case schoolClass = 4
    case user = 5
    case role = 6
    case enrolment = 7
}

/// Something that a source names and that is no record of its own: left out, or of a kind that has none.
struct NamedThing: Hashable, Sendable {
    let kind: NamedKind
    let id: String
    /// Of a term: the year in which its school year ends.
    var schoolYear: Int?
    var role: NamedRole?
}

/// What a role makes of whom.
struct NamedRole: Hashable, Sendable {
    let user: String
    /// Nil: nothing, or not any more.
    let part: RosterKind?
    /// Nil: wherever they are.
    let school: UUID?
}

extension NamedKind {
    /// What one of this kind mostly becomes.
    var usualRecord: RosterKind {
        switch self {
        case .organisation, .term: .school
        case .course: .course
        case .schoolClass: .schoolClass
        case .user, .role: .pupil
        case .enrolment: .enrolment
        }
    }
}
