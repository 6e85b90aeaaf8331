import Foundation
import School

/// What is asked of the journal or the diary to make the city.
enum SampleCommand: Equatable, Sendable {
    case registerSchool(id: UUID, name: String, zone: String)
    case addStaff(id: UUID, name: FullName, post: String, email: String)
    case addPupil(id: UUID, name: FullName, birthDate: Day)
    case addGuardian(id: UUID, name: FullName, email: String, phone: String)
    case openClass(id: UUID, parallel: Int, letter: String, schoolYear: Int)
    case openGroup(id: UUID, name: String, classID: UUID?, isWholeClass: Bool)
    case openCourse(id: UUID, name: String, policy: CoursePolicy)
    case enrolInClass(id: UUID, pupil: UUID, classID: UUID, firstDay: Day, order: String)
    case enrolInGroup(id: UUID, pupil: UUID, group: UUID, firstDay: Day, order: String)
    case recordGuardianship(id: UUID, guardian: UUID, pupil: UUID, basis: GuardianshipBasis, firstDay: Day)
    case grantRole(id: UUID, staff: UUID, role: SampleRole, firstDay: Day, order: String)
    case issueStaffAccount(staff: UUID, login: String, verifier: String)
    case setBells(id: UUID, name: String, bells: [SampleBell])
    case approveTimetable(id: UUID, bells: UUID, days: ClosedRange<Day>, daysOff: [Day], entries: [WeeklyLesson])
    case recordTopic(lesson: UUID, version: UInt32, topic: String)
    /// Nil: «не задано».
    case recordHomework(lesson: UUID, version: UInt32, text: String?)
    case cancelLesson(lesson: UUID, reason: String, order: String)
    case takeRoll(lesson: UUID, entries: [RollEntry])
    case createWork(id: UUID, lesson: UUID, kind: SampleWorkKind, weight: Int, marksRequired: Bool)
    case giveMark(id: UUID, work: UUID, pupil: UUID, value: MarkValue, date: Day)
    /// Asked of the diary; all others of the journal.
    case issueAccount(id: UUID, person: UUID, login: String, verifier: String, email: String)

    struct RollEntry: Equatable, Sendable {
        let pupil: UUID
        let code: AttendanceCode
        let minutesLate: Int?
    }
}

/// Raw values equal the numbers of the same cases in `journal_works.proto`.
enum SampleWorkKind: Int, Sendable {
    case answer = 1
    case control = 3
    case laboratory = 7
    case dictation = 8
    case test = 11
}

/// What a carried-out command leaves in the feed, by which it is known again.
enum SampleFact: Hashable, Sendable {
    /// The new thing with this id is there.
    case made(UUID)
    case topic(lesson: UUID)
    case homework(lesson: UUID)
    case cancelled(lesson: UUID)
    case roll(lesson: UUID)
    case staffAccount(UUID)
}

extension SampleCommand {
    var fact: SampleFact {
        switch self {
        case .registerSchool(let id, _, _), .addStaff(let id, _, _, _), .addPupil(let id, _, _),
            .addGuardian(let id, _, _, _), .openClass(let id, _, _, _), .openGroup(let id, _, _, _),
            .openCourse(let id, _, _), .enrolInClass(let id, _, _, _, _), .enrolInGroup(let id, _, _, _, _),
            .recordGuardianship(let id, _, _, _, _), .grantRole(let id, _, _, _, _), .setBells(let id, _, _),
            .approveTimetable(let id, _, _, _, _), .createWork(let id, _, _, _, _), .giveMark(let id, _, _, _, _),
            .issueAccount(let id, _, _, _, _):
            .made(id)
        case .issueStaffAccount(let staff, _, _): .staffAccount(staff)
        case .recordTopic(let lesson, _, _): .topic(lesson: lesson)
        case .recordHomework(let lesson, _, _): .homework(lesson: lesson)
        case .cancelLesson(let lesson, _, _): .cancelled(lesson: lesson)
        case .takeRoll(let lesson, _): .roll(lesson: lesson)
        }
    }

    /// Whether it is entered in a lesson, where people may have entered something before.
    var isEntry: Bool {
        switch fact {
        case .topic, .homework, .cancelled, .roll: true
        case .made, .staffAccount:
            switch self {
            case .createWork, .giveMark: true
            default: false
            }
        }
    }

    var isForDiary: Bool {
        if case .issueAccount = self { true } else { false }
    }
}

/// A command to be sent: when, by whom, for which school.
struct SampleOrder: Equatable, Sendable {
    /// The command's id; repeated by a repetition.
    let id: UUID
    /// When it is issued, microseconds UTC of the simulated clock.
    let instant: Int64
    /// Orders of one instant and wave depend on none of each other, only on those of earlier ones.
    let wave: Int
    let school: UUID
    /// `UUID.none` for the operator.
    let actor: UUID
    let command: SampleCommand
}
