import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

/// One acceptable message of every command, against the sample school, with every field that may be there.
struct CompleteCommand: Sendable, CustomTestStringConvertible {
    let message: any Message
    var school = Sample.school
    /// Fields that may be absent.
    var optional: Set<String> = []
    /// The types of the events it becomes.
    let events: [String]

    var testDescription: String { TestJournal.name(of: message) }

    static let all = directory + cards + enrolments + timetable + record + works + staff + [erasure]

    private static let newID = Sample.id(0x500)

    private static let directory: [CompleteCommand] = [
        .init(
            message: Make.registerSchool("Школа № 3", "Europe/Samara"), school: Sample.id(3),
            events: ["SchoolRegistered"]),
        .init(
            message: WireRenameSchool.with {
                $0.expectedVersion = 1
                $0.name = "Гимназия № 1"
            }, events: ["SchoolRenamed"]),
        .init(
            message: WireSetSchoolZone.with {
                $0.expectedVersion = 1
                $0.since = Sample.today.rawValue
                $0.zone = "Europe/Samara"
            }, events: ["SchoolZoneSet"]),
        .init(
            message: Make.addStaff(newID), optional: ["email", "name.patronymic"],
            events: ["StaffAdded", "StaffCardRecorded"]),
        .init(
            message: Make.addPupil(newID), optional: ["name.patronymic"], events: ["PupilAdded", "PupilCardRecorded"]),
        .init(
            message: Make.addGuardian(newID), optional: ["email", "phone", "name.patronymic"],
            events: ["GuardianAdded", "GuardianCardRecorded"]),
        .init(
            message: WireEndStaff.with {
                $0.staffID = Sample.secondTeacher.wire
                $0.expectedVersion = 1
                $0.lastDay = Sample.today.rawValue
            }, events: ["StaffLeft"]),
        .init(message: Make.openClass(newID, letter: "Б"), events: ["ClassOpened"]),
        .init(
            message: WireRenameClass.with {
                $0.classID = Sample.schoolClass.wire
                $0.expectedVersion = 1
                $0.letter = "Г"
            }, events: ["ClassRenamed"]),
        .init(
            message: Make.openGroup(newID, schoolClass: Sample.schoolClass, isWhole: false), optional: ["class_id"],
            events: ["GroupOpened"]),
        .init(message: Make.openCourse(newID, .fivePoint, .expected), events: ["CourseOpened"]),
        .init(
            message: WireChangeCoursePolicy.with {
                $0.courseID = Sample.fivePoint.wire
                $0.expectedVersion = 1
                $0.policy = Make.policy(.passFail, .none)
            }, events: ["CoursePolicyChanged"]),
    ]

    private static let cards: [CompleteCommand] = [
        .init(
            message: WireChangeStaffCard.with {
                $0.staffID = Sample.teacher.wire
                $0.expectedVersion = 1
                $0.name = Make.name
                $0.post = "завуч"
                $0.email = "anna@school.example"
            }, optional: ["email", "name.patronymic"], events: ["StaffCardRecorded"]),
        .init(
            message: WireChangePupilCard.with {
                $0.pupilID = Sample.pupil.wire
                $0.expectedVersion = 1
                $0.name = Make.name
                $0.birthDate = Sample.day("2013-05-07").rawValue
            }, optional: ["name.patronymic"], events: ["PupilCardRecorded"]),
        .init(
            message: WireChangeGuardianCard.with {
                $0.guardianID = Sample.guardian.wire
                $0.expectedVersion = 1
                $0.name = Make.name
                $0.email = "new@example.org"
                $0.phone = "1"
            }, optional: ["email", "phone", "name.patronymic"], events: ["GuardianCardRecorded"]),
    ]

    private static let enrolments: [CompleteCommand] = [
        .init(
            message: Make.enrol(newID, Sample.stranger, schoolClass: Sample.schoolClass, from: Sample.today),
            optional: ["order_number"], events: ["PupilEnrolled"]),
        .init(
            message: WireEndEnrolment.with {
                $0.enrolmentID = Sample.enrolment.wire
                $0.expectedVersion = 1
                $0.lastDay = Sample.today.rawValue
                $0.orderNumber = "18-у"
            }, optional: ["order_number"], events: ["EnrolmentEnded"]),
        .init(
            message: WireRecordGuardianship.with {
                $0.guardianshipID = newID.wire
                $0.guardianID = Sample.guardian.wire
                $0.pupilID = Sample.stranger.wire
                $0.basis = .trustee
                $0.firstDay = Sample.today.rawValue
            }, events: ["GuardianshipRecorded"]),
        .init(
            message: WireEndGuardianship.with {
                $0.guardianshipID = Sample.guardianship.wire
                $0.expectedVersion = 1
                $0.lastDay = Sample.today.rawValue
            }, events: ["GuardianshipEnded"]),
    ]

    private static let timetable: [CompleteCommand] = [
        // Lessons by these bells that are still to come at noon of the 14th: 16, 19 and 21 October.
        .init(
            message: Make.setBells(version: 1, [(1, 520, 560), (2, 570, 610)]),
            events: ["BellsSet"] + Array(repeating: "LessonMoved", count: 3)),
        // From the second Monday on: bell 3 instead of 1 on Monday, another teacher on Wednesday, Saturday is new.
        .init(
            message: Make.approve(
                version: 1,
                entries: [Make.entry(1, 3), Make.entry(3, 2, teacher: Sample.secondTeacher), Make.entry(6, 1)],
                changeFrom: Sample.day("2026-10-16")),
            optional: ["days_off"],
            events: [
                "TimetableApproved", "LessonDropped", "LessonMoved", "LessonMoved", "LessonScheduled",
                "LessonScheduled",
            ]),
        .init(message: Make.schedule(newID, Sample.today, course: Sample.fivePoint), events: ["LessonScheduled"]),
    ]

    private static let record: [CompleteCommand] = [
        .init(message: Make.topic("Дроби"), events: ["TopicRecorded"]),
        .init(
            message: Make.homework(.text("§ 5, № 1–4"), due: Sample.today), optional: ["due"],
            events: ["HomeworkRecorded"]),
        .init(
            message: Make.cancel(Sample.laterLesson, version: 1), optional: ["order_number"],
            events: ["LessonCancelled"]),
        .init(
            message: Make.takeRoll(Sample.lesson, version: 1, [Make.rollEntry(Sample.pupil, .late, minutes: 3)]),
            optional: ["entries"], events: ["RollTaken"]),
        .init(
            message: Make.attendance(Sample.lesson, version: 1, Make.rollEntry(Sample.pupil, .late, minutes: 3)),
            events: ["AttendanceChanged"]),
    ]

    private static let works: [CompleteCommand] = [
        .init(
            message: WireCreateWork.with {
                $0 = Make.work(newID, Sample.lesson, kind: .homework)
                $0.due = Sample.today.rawValue
            }, optional: ["due"], events: ["WorkCreated"]),
        .init(
            message: WireWithdrawWork.with {
                $0.workID = Sample.passFailWork.wire
                $0.expectedVersion = 1
            }, events: ["WorkWithdrawn"]),
        .init(message: Make.giveMark(newID, points: 5), events: ["MarkGiven"]),
        .init(message: Make.changeMark(version: 1, Make.value(points: 3)), events: ["MarkChanged"]),
        .init(
            message: WireWithdrawMark.with {
                $0.markID = Sample.mark.wire
                $0.expectedVersion = 1
            }, events: ["MarkWithdrawn"]),
    ]

    private static let staff: [CompleteCommand] = [
        .init(
            message: Make.grantRole(newID, Sample.teacher, .deputyHead), optional: ["order_number"],
            events: ["RoleGranted"]),
        .init(message: Make.endRole(Sample.role, version: 1, Sample.today), events: ["RoleEnded"]),
        .init(message: Make.issueAccount(Sample.secondTeacher, login: "petrova"), events: ["StaffAccountIssued"]),
        .init(
            message: Make.setPassword(Sample.teacher, version: 1, Make.verifier("other")), events: ["SessionsRevoked"]),
        .init(
            message: Make.closeAccount(Sample.teacher, version: 1), events: ["StaffAccountClosed", "SessionsRevoked"]),
        .init(message: Make.revokeSessions(Sample.teacher), events: ["SessionsRevoked"]),
        .init(message: Make.publishKey(newID, 2), school: .none, events: ["SigningKeyPublished"]),
    ]

    /// The third event of the sample is the first teacher's card.
    private static let erasure = CompleteCommand(message: Make.erase([3]), events: ["PayloadErased"])
}
