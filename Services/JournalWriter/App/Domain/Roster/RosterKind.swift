/// What the records of a roster are about.
///
/// Raw values equal the numbers of the same cases in `journal_roster.proto`, so the store keeps them.
enum RosterKind: Int, CaseIterable, Sendable {
    case school = 1
    case course = 2
    case schoolClass = 3
    case group = 4
    case staff = 5
    case pupil = 6
    case guardian = 7
    case enrolment = 8
    case guardianship = 9

    /// For counts and for ids made of it; never changed.
    var word: String {
        switch self {
        case .school: "school"
        case .course: "course"
        case .schoolClass: "class"
        case .group: "group"
        case .staff: "staff"
        case .pupil: "pupil"
        case .guardian: "guardian"
        case .enrolment: "enrolment"
        case .guardianship: "guardianship"
        }
    }

    /// What ends by itself goes before what takes others along, so that nothing ends twice.
    static let endingOrder: [RosterKind] = [
        .enrolment, .guardianship, .pupil, .guardian, .group, .schoolClass, .staff, .course, .school,
    ]
}
