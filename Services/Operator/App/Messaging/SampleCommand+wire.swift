import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

extension SampleOrder {
    /// The order as its owner takes it.
    func wireCommand() throws -> Command {
        let message = command.message
        return Command(
            id: id, sender: "", issuedAt: instant, actor: actor, school: school,
            name: type(of: message).shortName, body: try message.serializedData())
    }
}

extension SampleCommand {
    fileprivate var message: any Message {
        switch self {
        case .registerSchool(_, let name, let zone): WireRegisterSchool(name, zone)
        case .addStaff(let id, let name, let post, let email): WireAddStaff(id, name, post, email)
        case .addPupil(let id, let name, let birthDate): WireAddPupil(id, name, birthDate)
        case .addGuardian(let id, let name, let email, let phone): WireAddGuardian(id, name, email, phone)
        case .openClass(let id, let parallel, let letter, let year): WireOpenClass(id, parallel, letter, year)
        case .openGroup(let id, let name, let classID, let isWhole): WireOpenGroup(id, name, classID, isWhole)
        case .openCourse(let id, let name, let policy): WireOpenCourse(id, name, policy)
        case .enrolInClass(let id, let pupil, let classID, let day, let order):
            WireEnrolPupil(id, pupil, .classID(classID.data), day, order)
        case .enrolInGroup(let id, let pupil, let group, let day, let order):
            WireEnrolPupil(id, pupil, .groupID(group.data), day, order)
        case .recordGuardianship(let id, let guardian, let pupil, let basis, let day):
            WireRecordGuardianship(id, guardian, pupil, basis, day)
        case .grantRole(let id, let staff, let role, let day, let order): WireGrantRole(id, staff, role, day, order)
        case .issueStaffAccount(let staff, let login, let verifier): WireIssueStaffAccount(staff, login, verifier)
        case .setBells(let id, let name, let bells): WireSetBells(id, name, bells)
        case .approveTimetable(let id, let bells, let days, let daysOff, let entries):
            WireApproveTimetable(id, bells, days, daysOff, entries)
        case .recordTopic(let lesson, let version, let topic): WireRecordTopic(lesson, version, topic)
        case .recordHomework(let lesson, let version, let text): WireRecordHomework(lesson, version, text)
        case .cancelLesson(let lesson, let reason, let order): WireCancelLesson(lesson, reason, order)
        case .takeRoll(let lesson, let entries): WireTakeRoll(lesson, entries)
        case .createWork(let id, let lesson, let kind, let weight, let isRequired):
            WireCreateWork(id, lesson, kind, weight, isRequired)
        case .giveMark(let id, let work, let pupil, let value, let date): WireGiveMark(id, work, pupil, value, date)
        case .issueAccount(let id, let person, let login, let verifier, let email):
            WireIssueAccount(id, person, login, verifier, email)
        }
    }
}

extension UUID {
    var data: Data { Data(bytes) }
}
