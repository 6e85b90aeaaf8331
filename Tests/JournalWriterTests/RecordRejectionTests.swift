import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("An entry about a lesson is refused")
struct RecordRejectionTests {
    private static let lessons: [RejectionCase] = [
        .init(
            "no such lesson", Make.topic("Дроби", lesson: Sample.unknown), .unknown, "lesson_id",
            "this school has no such lesson"),
        .init(
            "another school's lesson", Make.topic("Дроби", lesson: Sample.foreignLesson), .unknown, "lesson_id",
            "this school has no such lesson"),
        .init(
            "cancelled", Make.topic("Дроби", version: 2, lesson: Sample.cancelledLesson), .lessonCancelled,
            "lesson_id", "the lesson was cancelled; nothing more can be entered in it"),
        .init(
            "stale", Make.topic("Дроби", version: 0), .conflict, "expected_version",
            "made against version 0; the present one is 1"),
        .init("blank", Make.topic(" \n "), .invalid, "topic", "the text is empty"),
        .init(
            "two lines", Make.topic("Дроби\nи проценты"), .invalid, "topic",
            "the text contains a control character"),
        .init(
            "cancelled twice", Make.cancel(Sample.cancelledLesson, version: 2, reason: "мороз"), .lessonCancelled,
            "lesson_id", "the lesson was cancelled; nothing more can be entered in it"),
        .init(
            "cancelled without a reason", Make.cancel(Sample.lesson, version: 1, reason: " "), .invalid, "reason",
            "the text is empty"),
    ]

    private static let homework: [RejectionCase] = [
        .init(
            "1 MB", Make.homework(.text(String(repeating: "a", count: 1_048_576))), .tooLarge, "text",
            "the text has 1048576 characters; the limit is 10000"),
        .init(
            "neither text nor none", Make.homework(nil), .missing, "homework", "neither a text nor that none is set"),
        .init(
            "none denied", Make.homework(.none(false)), .invalid, "none",
            "that none is set can be recorded; that some is needs the text"),
        .init(
            "none, due", Make.homework(.none(true), due: Sample.today), .invalid, "due",
            "where no homework is set nothing is due"),
        .init(
            "due before the lesson", Make.homework(.text("§ 5"), due: Sample.monday - 1), .invalid, "due",
            "due on 2026-10-11, before the lesson of 2026-10-12"),
        .init(
            "due in another year", Make.homework(.text("§ 5"), due: Sample.day("2062-10-13")), .invalid, "due",
            "due on 2062-10-13, more than 120 days after the lesson of 2026-10-12"),
        .init(
            "a course without", Make.homework(.text("§ 5"), lesson: Sample.unmarkedLesson), .notAllowed, "text",
            "no homework is set in this course, by order"),
        .init(
            "cancelled", Make.homework(.text("§ 5"), version: 2, lesson: Sample.cancelledLesson), .lessonCancelled,
            "lesson_id", "the lesson was cancelled; nothing more can be entered in it"),
    ]

    private static let rolls: [RejectionCase] = [
        .init(
            "of a stranger",
            Make.takeRoll(
                Sample.lesson, version: 1,
                [Make.rollEntry(Sample.pupil, .ill), Make.rollEntry(Sample.stranger, .absent)]),
            .notInGroup, "entries[1].pupil_id", "the pupil is not in the lesson's group on 2026-10-12"),
        .init(
            "of another school's pupil",
            Make.takeRoll(Sample.lesson, version: 1, [Make.rollEntry(Sample.foreignPupil, .absent)]), .unknown,
            "entries[0].pupil_id", "this school has no such pupil"),
        .init(
            "of a pupil twice",
            Make.takeRoll(
                Sample.lesson, version: 1,
                [Make.rollEntry(Sample.pupil, .ill), Make.rollEntry(Sample.pupil, .absent)]),
            .invalid, "entries[1].pupil_id", "the pupil is named twice"),
        .init(
            "before its time", Make.takeRoll(Sample.laterLesson, version: 0, []), .inFuture, "lesson_id",
            "the lesson begins on 2026-10-14 at 14:00; its roll opens ten minutes before"),
        .init(
            "cancelled", Make.takeRoll(Sample.cancelledLesson, version: 2, []), .lessonCancelled, "lesson_id",
            "the lesson was cancelled; nothing more can be entered in it"),
        .init(
            "taken already", Make.takeRoll(Sample.lesson, version: 0, []), .conflict, "expected_version",
            "made against version 0; the present one is 1"),
        .init(
            "late without minutes",
            Make.takeRoll(Sample.lesson, version: 1, [Make.rollEntry(Sample.pupil, .late)]), .missing,
            "entries[0].minutes_late", "late by how many minutes is missing"),
        .init(
            "minutes of an absence",
            Make.takeRoll(Sample.lesson, version: 1, [Make.rollEntry(Sample.pupil, .absent, minutes: 5)]), .invalid,
            "entries[0].minutes_late", "minutes late are 1 to 45 and stand with the code late alone"),
        .init(
            "late by 46 minutes",
            Make.takeRoll(Sample.lesson, version: 1, [Make.rollEntry(Sample.pupil, .late, minutes: 46)]), .invalid,
            "entries[0].minutes_late", "minutes late are 1 to 45 and stand with the code late alone"),
        .init(
            "no code", Make.takeRoll(Sample.lesson, version: 1, [Make.rollEntry(Sample.pupil, .unspecified)]),
            .invalid, "entries[0].code", "0 is none of the values of entries[0].code"),
        .init(
            "changed before it is taken",
            Make.attendance(Sample.passFailLesson, version: 0, Make.rollEntry(Sample.pupil, .ill)), .notAllowed,
            "lesson_id", "the roll of this lesson has not been taken yet"),
        .init(
            "changed for a stranger",
            Make.attendance(Sample.lesson, version: 1, Make.rollEntry(Sample.stranger, .ill)), .notInGroup,
            "entry.pupil_id", "the pupil is not in the lesson's group on 2026-10-12"),
    ]

    private static let works: [RejectionCase] = [
        .init(
            "no such lesson", Make.work(Sample.id(0x500), Sample.unknown), .unknown, "lesson_id",
            "this school has no such lesson"),
        .init(
            "cancelled", Make.work(Sample.id(0x500), Sample.cancelledLesson), .lessonCancelled, "lesson_id",
            "the lesson was cancelled; nothing more can be entered in it"),
        .init(
            "marks required where there are none", Make.work(Sample.id(0x500), Sample.unmarkedLesson), .notAllowed,
            "marks_required", "no marks are given in this course"),
        .init(
            "taken id", Make.work(Sample.work, Sample.lesson), .exists, "work_id",
            "this id is taken; a new work needs a new one"),
        .init(
            "weightless", Make.work(Sample.id(0x500), Sample.lesson, weight: 0), .invalid, "weight",
            "0 is not between 1 and 1000"),
        .init(
            "unknown kind", Make.work(Sample.id(0x500), Sample.lesson, kind: .UNRECOGNIZED(16)), .invalid, "kind",
            "16 is none of the values of kind"),
        .init(
            "due without homework",
            WireCreateWork.with {
                $0 = Make.work(Sample.id(0x500), Sample.lesson)
                $0.due = Sample.today.rawValue
            }, .invalid, "due", "only homework has a day on which it was due"),
        .init(
            "due before the lesson",
            WireCreateWork.with {
                $0 = Make.work(Sample.id(0x500), Sample.lesson, kind: .homework)
                $0.due = Sample.monday.rawValue - 1
            }, .invalid, "due", "due on 2026-10-11, before the lesson of 2026-10-12"),
        .init(
            "due in another year",
            WireCreateWork.with {
                $0 = Make.work(Sample.id(0x500), Sample.lesson, kind: .homework)
                $0.due = Sample.day("2062-10-13").rawValue
            }, .invalid, "due", "due on 2062-10-13, more than 120 days after the lesson of 2026-10-12"),
        .init(
            "withdrawn under its marks",
            WireWithdrawWork.with {
                $0.workID = Sample.work.wire
                $0.expectedVersion = 1
            }, .notAllowed, "work_id", "marks stand for this work; withdraw them first"),
    ]

    @Test("with its own code, field and text", arguments: lessons + homework + rolls + works)
    func refused(_ example: RejectionCase) throws { try example.check() }

    @Test("against a stale version with both values")
    func conflict() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.topic("Дроби"))
        #expect(
            try journal.reject(Make.topic("Проценты")).conflict
                == .init(currentVersion: 2, currentValue: "Дроби", proposedValue: "Проценты"))
        #expect(
            try journal.reject(Make.attendance(Sample.lesson, version: 9, Make.rollEntry(Sample.markedPupil, .ill)))
                .conflict == .init(currentVersion: 1, currentValue: "late, 5 minutes", proposedValue: "ill"))
    }
}
