import School

/// What a roster names, by kind.
///
/// Raw values equal the numbers of the same cases in `journal_roster.proto`.
enum RosterKind: Int, CaseIterable, Hashable, Sendable {
    case school = 1
    case course = 2
    case schoolClass = 3
    case group = 4
    case staff = 5
    case pupil = 6
    case guardian = 7
    case enrolment = 8
    case guardianship = 9
}

/// One thing as it should be: a message of `journal_roster.proto` each. Ids are the roster's own, of source and kind.
enum RosterRecord: Equatable, Sendable {
    case putSchool(id: String, name: String, zone: RosterZone)
    case putCourse(id: String, name: String, policy: CoursePolicy)
    /// - Parameter schoolYear: the year in which the school year ends.
    /// - Parameter terms: those of which only an earlier roster told the school year; it counts if it is later.
    case putClass(id: String, parallel: Int, letter: String, schoolYear: Int?, terms: [String] = [])
    /// - Parameter schoolClass: nil where pupils of several classes meet.
    case putGroup(id: String, schoolClass: String?, name: String, isWholeClass: Bool)
    /// - Parameter email: nil: as it is; empty: none.
    case putStaff(id: String, name: RosterName, post: String, email: String?)
    /// - Parameter birthDate: nil only where an earlier roster said it.
    case putPupil(id: String, name: RosterName, birthDate: Day?)
    /// - Parameters:
    ///   - email: nil: as it is; empty: none.
    ///   - phone: likewise.
    case putGuardian(id: String, name: RosterName, email: String?, phone: String?)
    /// - Parameters:
    ///   - firstDay: nil: the effective day of the roster that named it first.
    ///   - lastDay: inclusive; nil: no end is known.
    case putEnrolment(
        id: String, pupil: String, target: RosterTarget, firstDay: Day?, lastDay: Day?, orderNumber: String?)
    /// - Parameters:
    ///   - basis: nil only where an earlier roster said it.
    ///   - lastDay: inclusive; nil: no end is known or, without `basis`, as it is.
    case putGuardianship(
        id: String, guardian: String, pupil: String, basis: GuardianshipBasis?, firstDay: Day?, lastDay: Day? = nil)
    /// Somebody's guardianships that an earlier roster of this source named, this one does not and that are with none
    /// of these are no more.
    /// - Parameter keep: guardians of a pupil, or pupils of a guardian; at most ``mostKept``.
    case onlyGuardianships(of: RosterPerson, keep: [String])
    /// What an earlier roster of this source named is no more.
    case remove(kind: RosterKind, id: String)
    /// What later rosters may refer to.
    case putName(NamedThing)
    /// The roster refers to what an earlier one of this source must have named.
    case checkName(NamedKind, id: String)
    /// What an earlier roster of this source named is no more, in whatever school and whatever it was there.
    case removeName(NamedKind, id: String)
    /// What earlier rosters of this source made of a user and this one does not is no more, in whatever school.
    /// - Parameter parts: pupil, guardian or staff; at least one.
    case removeParts(of: String, [RosterKind])
}

/// One of the two between whom a guardianship is.
enum RosterPerson: Hashable, Sendable {
    case pupil(String)
    case guardian(String)

    var id: String {
        switch self {
        case .pupil(let id), .guardian(let id): id
        }
    }
}

/// Where a pupil is enrolled.
enum RosterTarget: Hashable, Sendable {
    case schoolClass(String)
    case group(String)
}

/// A person's name; many have no patronymic.
struct RosterName: Hashable, Sendable {
    let family: String
    let given: String
    let patronymic: String?
}

extension RosterRecord {
    /// The journal takes no more at once.
    static let mostKept = 1_000

    var kind: RosterKind {
        switch self {
        case .putSchool: .school
        case .putCourse: .course
        case .putClass: .schoolClass
        case .putGroup: .group
        case .putStaff: .staff
        case .putPupil: .pupil
        case .putGuardian: .guardian
        case .putEnrolment: .enrolment
        case .putGuardianship, .onlyGuardianships: .guardianship
        case .remove(let kind, _): kind
        case .putName(let thing): thing.kind.usualRecord
        case .checkName(let kind, _), .removeName(let kind, _): kind.usualRecord
        case .removeParts(_, let parts): parts.first ?? .guardian
        }
    }

    /// What the roster calls it.
    var id: String {
        switch self {
        case .putSchool(let id, _, _), .putCourse(let id, _, _), .putClass(let id, _, _, _, _),
            .putGroup(let id, _, _, _), .putStaff(let id, _, _, _), .putPupil(let id, _, _),
            .putGuardian(let id, _, _, _), .putEnrolment(let id, _, _, _, _, _),
            .putGuardianship(let id, _, _, _, _, _), .remove(_, let id):
            id
        case .onlyGuardianships(let person, _): person.id
        case .putName(let thing): thing.id
        case .checkName(_, let id), .removeName(_, let id), .removeParts(let id, _): id
        }
    }

    /// Whether it is about a name alone, so that its place is that of the name.
    var isOfName: Bool {
        switch self {
        case .putName, .checkName, .removeName, .removeParts: true
        default: false
        }
    }
}
