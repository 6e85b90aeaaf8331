import Contracts
import Foundation
import School
import SwiftProtobuf

@testable import JournalWriter

/// The commands that make the sample school: every one of the journal's but those that end or erase something.
enum SampleHistory {
    struct Step: Sendable {
        let message: any Message
        var school = Sample.school
    }

    static let steps: [Step] = directory + enrolments + timetable + lessons + staff + foreign

    static let term = Sample.day("2026-09-01")

    private static let directory: [Step] = [
        Step(message: Make.registerSchool("Школа № 1", "Europe/Moscow")),
        Step(message: Make.addStaff(Sample.teacher)),
        Step(message: Make.addStaff(Sample.secondTeacher)),
        Step(message: Make.addStaff(Sample.formerTeacher)),
        Step(
            message: WireEndStaff.with {
                $0.staffID = Sample.formerTeacher.wire
                $0.expectedVersion = 1
                $0.lastDay = Sample.day("2026-09-30").rawValue
            }),
        Step(message: Make.addPupil(Sample.pupil)),
        Step(message: Make.addPupil(Sample.markedPupil)),
        Step(message: Make.addPupil(Sample.groupPupil)),
        Step(message: Make.addPupil(Sample.stranger)),
        Step(message: Make.addGuardian(Sample.guardian)),
        Step(message: Make.openClass(Sample.schoolClass, letter: "А")),
        Step(message: Make.openGroup(Sample.wholeClass, schoolClass: Sample.schoolClass, isWhole: true)),
        Step(message: Make.openGroup(Sample.namedGroup, schoolClass: nil, isWhole: false)),
        Step(message: Make.openCourse(Sample.fivePoint, .fivePoint, .expected)),
        Step(message: Make.openCourse(Sample.passFail, .passFail, .expected)),
        Step(message: Make.openCourse(Sample.unmarked, .none, .none)),
    ]

    private static let enrolments: [Step] = [
        Step(message: Make.enrol(Sample.enrolment, Sample.pupil, schoolClass: Sample.schoolClass, from: term)),
        Step(message: Make.enrol(Sample.id(62), Sample.markedPupil, schoolClass: Sample.schoolClass, from: term)),
        Step(message: Make.enrol(Sample.groupEnrolment, Sample.groupPupil, group: Sample.namedGroup, from: term)),
        Step(
            message: WireRecordGuardianship.with {
                $0.guardianshipID = Sample.guardianship.wire
                $0.guardianID = Sample.guardian.wire
                $0.pupilID = Sample.pupil.wire
                $0.basis = .parent
                $0.firstDay = term.rawValue
            }),
    ]

    private static let timetable: [Step] = [
        Step(message: Make.setBells(version: 0, [(1, 510, 555), (2, 565, 610), (3, 620, 665)])),
        Step(message: Make.approve(version: 0, entries: Make.week)),
    ]

    private static let lessons: [Step] = [
        Step(message: Make.schedule(Sample.lesson, Sample.monday, course: Sample.fivePoint)),
        Step(message: Make.schedule(Sample.passFailLesson, Sample.monday, course: Sample.passFail)),
        Step(message: Make.schedule(Sample.unmarkedLesson, Sample.monday, course: Sample.unmarked)),
        Step(message: Make.schedule(Sample.cancelledLesson, Sample.monday, course: Sample.fivePoint)),
        Step(message: Make.schedule(Sample.laterLesson, Sample.today, start: 840, course: Sample.fivePoint)),
        Step(message: Make.work(Sample.work, Sample.lesson)),
        Step(message: Make.work(Sample.passFailWork, Sample.passFailLesson)),
        Step(message: Make.work(Sample.unmarkedWork, Sample.unmarkedLesson, required: false)),
        Step(message: Make.work(Sample.cancelledWork, Sample.cancelledLesson)),
        Step(message: Make.work(Sample.laterWork, Sample.laterLesson)),
        Step(message: Make.work(Sample.withdrawnWork, Sample.lesson)),
        Step(
            message: WireWithdrawWork.with {
                $0.workID = Sample.withdrawnWork.wire
                $0.expectedVersion = 1
            }),
        Step(
            message: Make.takeRoll(Sample.cancelledLesson, version: 0, [Make.rollEntry(Sample.markedPupil, .absent)])),
        Step(
            message: Make.attendance(
                Sample.cancelledLesson, version: 1, Make.rollEntry(Sample.markedPupil, .present))),
        Step(message: Make.cancel(Sample.cancelledLesson, version: 1)),
        Step(
            message: Make.takeRoll(Sample.lesson, version: 0, [Make.rollEntry(Sample.markedPupil, .late, minutes: 5)])),
        Step(message: Make.giveMark(Sample.mark, pupil: Sample.markedPupil, points: 4)),
        Step(message: Make.giveMark(Sample.withdrawnMark, pupil: Sample.pupil, points: 2)),
        Step(
            message: WireWithdrawMark.with {
                $0.markID = Sample.withdrawnMark.wire
                $0.expectedVersion = 1
            }),
    ]

    private static let staff: [Step] = [
        Step(message: Make.grantRole(Sample.role, Sample.secondTeacher, .administrator, from: term)),
        Step(message: Make.issueAccount(Sample.teacher, login: "ivanova")),
        Step(message: Make.revokeSessions(Sample.formerTeacher)),
        Step(message: Make.publishKey(Sample.signingKey, 1), school: .none),
    ]

    private static let foreign: [Step] = [
        Step(message: Make.registerSchool("Школа № 2", "Asia/Yekaterinburg"), school: Sample.otherSchool),
        Step(message: Make.addStaff(Sample.foreignTeacher), school: Sample.otherSchool),
        Step(message: Make.addPupil(Sample.foreignPupil), school: Sample.otherSchool),
        Step(message: Make.openGroup(Sample.id(49), schoolClass: nil, isWhole: false), school: Sample.otherSchool),
        Step(message: Make.openCourse(Sample.id(59), .fivePoint, .expected), school: Sample.otherSchool),
        Step(
            message: Make.schedule(
                Sample.foreignLesson, Sample.monday, group: Sample.id(49), course: Sample.id(59),
                teacher: Sample.foreignTeacher), school: Sample.otherSchool),
    ]
}
