import Contracts
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

/// A command that finds everything as it would make it.
struct Unchanging: Sendable, CustomTestStringConvertible {
    var before: [any Message] = []
    let message: any Message

    var testDescription: String { TestJournal.name(of: message) }

    static let all: [Unchanging] = [
        .init(
            message: WireRenameSchool.with {
                $0.expectedVersion = 1
                $0.name = " Школа № 1 "
            }),
        .init(
            message: WireSetSchoolZone.with {
                $0.expectedVersion = 1
                $0.since = Sample.today.rawValue
                $0.zone = "Europe/Moscow"
            }),
        .init(
            message: WireChangeStaffCard.with {
                $0.staffID = Sample.teacher.wire
                $0.expectedVersion = 1
                $0.name = Make.name
                $0.post = "учитель"
                $0.email = "anna@school.example"
            }),
        .init(
            message: WireEndStaff.with {
                $0.staffID = Sample.formerTeacher.wire
                $0.expectedVersion = 2
                $0.lastDay = Sample.day("2026-09-30").rawValue
            }),
        .init(
            message: WireRenameClass.with {
                $0.classID = Sample.schoolClass.wire
                $0.expectedVersion = 1
                $0.letter = "А"
            }),
        .init(
            message: WireChangeCoursePolicy.with {
                $0.courseID = Sample.fivePoint.wire
                $0.expectedVersion = 1
                $0.policy = Make.policy(.fivePoint, .expected)
            }),
        .init(message: Make.setBells(version: 1, [(1, 510, 555), (2, 565, 610), (3, 620, 665)])),
        .init(message: Make.approve(version: 1, entries: Make.week)),
        .init(before: [Make.topic("Дроби")], message: Make.topic("Дроби ", version: 2)),
        .init(
            before: [Make.homework(.none(true))], message: Make.homework(.none(true), version: 2)),
        .init(message: Make.cancel(Sample.cancelledLesson, version: 2)),
        .init(
            message: Make.takeRoll(
                Sample.lesson, version: 1,
                [
                    Make.rollEntry(Sample.markedPupil, .late, minutes: 5),
                    Make.rollEntry(Sample.pupil, .present),
                ])),
        .init(message: Make.attendance(Sample.lesson, version: 1, Make.rollEntry(Sample.pupil, .present))),
        .init(message: Make.changeMark(version: 1, Make.value(points: 4))),
        .init(
            message: WireWithdrawMark.with {
                $0.markID = Sample.withdrawnMark.wire
                $0.expectedVersion = 2
            }),
        .init(
            before: [Make.endRole(Sample.role, version: 1, Sample.today)],
            message: Make.endRole(Sample.role, version: 2, Sample.today)),
        .init(message: Make.setPassword(Sample.teacher, version: 1, Make.verifier("ivanova"))),
        .init(
            before: [Make.closeAccount(Sample.teacher, version: 1)],
            message: Make.closeAccount(Sample.teacher, version: 2)),
        .init(
            message: WireWithdrawWork.with {
                $0.workID = Sample.withdrawnWork.wire
                $0.expectedVersion = 2
            }),
    ]
}
