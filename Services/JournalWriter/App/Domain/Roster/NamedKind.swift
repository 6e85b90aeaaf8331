import Foundation
import School

/// What a source names, by the kinds of its files.
///
/// Raw values equal the numbers of the same cases in `journal_roster.proto`, so the store keeps them.
enum NamedKind: Int, CaseIterable, Sendable {
    case organisation = 1
    case term = 2
    case course = 3
    case schoolClass = 4
    case user = 5
    case role = 6
    case enrolment = 7

    /// The records that one of this kind may have become, in the order in which they end.
    var records: [RosterKind] {
        switch self {
        case .organisation: [.school]
        case .term, .role: []
        case .course: [.course]
        case .schoolClass: [.group, .schoolClass]
        case .user: [.pupil, .guardian, .staff]
        case .enrolment: [.enrolment]
        }
    }

    /// For counts and messages.
    var word: String {
        switch self {
        case .organisation: "organisation"
        case .term: "term"
        case .course: "course"
        case .schoolClass: "class"
        case .user: "user"
        case .role: "role"
        case .enrolment: "enrolment"
        }
    }

    /// Under which name a source speaks of a record; nil for what it has no name of its own for.
    init?(of kind: RosterKind) {
        switch kind {
        case .school: self = .organisation
        case .course: self = .course
        case .schoolClass, .group: self = .schoolClass
        case .staff, .pupil, .guardian: self = .user
        case .enrolment: self = .enrolment
        case .guardianship: return nil
        }
    }
}

/// By what something is known within its source.
struct NamedKey: Hashable, Sendable {
    let kind: NamedKind
    let sourcedID: String
}

/// What a source said of something that is no record here.
struct NamedThing: Equatable, Sendable {
    /// Of a term: the year in which its school year ends.
    var schoolYear: Int?
    var role: NamedRole?
    /// The source names it no more.
    var isGone = false
}

/// What a role makes of whom.
struct NamedRole: Equatable, Sendable {
    let user: String
    /// Nil: of nobody anything, or not any more.
    let part: RosterKind?
    /// Nil: wherever they are.
    let school: UUID?

    /// Where that is; nil: wherever they are. A guardian is one where the children are, whose parent the role of another
    /// school may say.
    var reach: UUID? { part == .guardian ? nil : school }

    /// Whether it makes all of somebody that the other one does.
    func covers(_ other: NamedRole) -> Bool {
        user == other.user && part == other.part && (reach == nil || reach == other.reach)
    }
}

/// The record at work is about what its source has named and what was left out here.
struct LeftOut: Error {
    /// The field that says so.
    let field: String
}

extension Rejection {
    /// A roster refers to what neither it nor an earlier one of its source has named.
    static func unnamed(_ kind: NamedKind, _ field: String) -> Rejection {
        Rejection(
            .unknown, field: field, "neither this roster nor an earlier one of its source names this \(kind.word)")
    }
}
