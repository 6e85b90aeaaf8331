import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A mark is refused")
struct MarkRejectionTests {
    private static let new = Sample.id(0x500)

    private static func give(
        _ value: WireMarkValue = Make.value(points: 5), work: UUID = Sample.work, pupil: UUID = Sample.pupil,
        date: Day = Sample.monday
    ) -> WireGiveMark {
        Make.giveMark(new, work: work, pupil: pupil, value: value, date: date)
    }

    private static let values: [RejectionCase] = [
        .init(
            "below the scale", give(Make.value(points: -5)), .outsideScale, "value",
            "-5 is not a mark of this course, which has marks 1 to 5"),
        .init(
            "of no points", give(Make.value(points: 0)), .outsideScale, "value",
            "0 is not a mark of this course, which has marks 1 to 5"),
        .init(
            "above the scale", give(Make.value(points: 6)), .outsideScale, "value",
            "6 is not a mark of this course, which has marks 1 to 5"),
        .init(
            "of another scale", give(Make.value(.pass)), .outsideScale, "value",
            "pass is not a mark of this course, which has marks 1 to 5"),
        .init(
            "in points where pupils pass or fail", give(work: Sample.passFailWork), .outsideScale, "value",
            "5 is not a mark of this course, which has marks pass and fail"),
        .init(
            "in a course without marks", give(work: Sample.unmarkedWork), .notAllowed, "value",
            "no marks are given in this course"),
        .init(
            "without a symbol", give(Make.value(.unspecified)), .invalid, "value.symbol",
            "0 is none of the values of value.symbol"),
        .init(
            "of a symbol from another version", give(Make.value(.UNRECOGNIZED(9))), .invalid, "value.symbol",
            "9 is none of the values of value.symbol"),
        .init(
            "with neither points nor symbol", give(WireMarkValue()), .missing, "value", "neither points nor a symbol"),
    ]

    private static let places: [RejectionCase] = [
        .init(
            "for a pupil outside the group", give(pupil: Sample.stranger), .notInGroup, "pupil_id",
            "the pupil is not in the lesson's group on 2026-10-12"),
        .init(
            "for a pupil of another group", give(pupil: Sample.groupPupil), .notInGroup, "pupil_id",
            "the pupil is not in the lesson's group on 2026-10-12"),
        .init(
            "for a pupil of another school", give(pupil: Sample.foreignPupil), .unknown, "pupil_id",
            "this school has no such pupil"),
        .init(
            "for nobody", give(pupil: Sample.unknown), .unknown, "pupil_id", "this school has no such pupil"),
        .init(
            "for no work", give(work: Sample.unknown), .unknown, "work_id", "this school has no such work"),
        .init(
            "for a withdrawn work", give(work: Sample.withdrawnWork), .notAllowed, "work_id",
            "the work was withdrawn; no mark can be given for it"),
        .init(
            "on a cancelled lesson", give(work: Sample.cancelledWork), .lessonCancelled, "work_id",
            "the lesson was cancelled; no mark can be given for it"),
        .init(
            "dated before the lesson", give(date: Sample.monday - 1), .beforeLesson, "date",
            "dated 2026-10-11, before the lesson of 2026-10-12"),
        .init(
            "dated tomorrow", give(date: Sample.today + 1), .inFuture, "date",
            "dated 2026-10-15; where the school is, today is 2026-10-14"),
        .init(
            "for a lesson later today", give(work: Sample.laterWork, date: Sample.today), .inFuture, "work_id",
            "the lesson begins today at 14:00; marks can be given from ten minutes before"),
        .init(
            "where one stands", give(pupil: Sample.markedPupil), .exists, "pupil_id",
            "the pupil has a mark for this work; change that one"),
        .init(
            "under an id that is taken", Make.giveMark(Sample.withdrawnMark, points: 5), .exists, "mark_id",
            "this id is taken; a new mark needs a new one"),
    ]

    private static let changes: [RejectionCase] = [
        .init(
            "that is not there", Make.changeMark(Sample.unknown, version: 1, Make.value(points: 5)), .unknown,
            "mark_id", "this school has no such mark"),
        .init(
            "changed outside the scale", Make.changeMark(version: 1, Make.value(points: 6)), .outsideScale, "value",
            "6 is not a mark of this course, which has marks 1 to 5"),
        .init(
            "changed once withdrawn", Make.changeMark(Sample.withdrawnMark, version: 2, Make.value(points: 5)),
            .notAllowed, "mark_id", "the mark was withdrawn; give a new one"),
        .init(
            "changed against another version", Make.changeMark(version: 2, Make.value(points: 5)), .conflict,
            "expected_version", "made against version 2; the present one is 1"),
        .init(
            "withdrawn that is not there",
            WireWithdrawMark.with {
                $0.markID = Sample.unknown.wire
                $0.expectedVersion = 1
            }, .unknown, "mark_id", "this school has no such mark"),
    ]

    @Test("with its own code, field and text", arguments: values + places + changes)
    func refused(_ example: RejectionCase) throws { try example.check() }

    @Test("written as a text: to a field of numbers a text says nothing")
    func text() throws {
        let whole: Data = try Make.giveMark(Self.new, points: 5).serializedBytes()
        // The three ids are 18 bytes each; then MarkValue.points (field 1 of field 4) as "xyz" instead of a varint.
        let text = Data([0x22, 0x05, 0x0A, 0x03]) + Data("xyz".utf8)
        let rejection = try Sample.journal().reject("GiveMark", whole.prefix(54) + text + whole.dropFirst(58))
        #expect(rejection.code == .missing)
        #expect(rejection.field == "value")
        #expect(rejection.message == "neither points nor a symbol")
    }

    @Test("changed on a lesson cancelled since; withdrawing it is still allowed")
    func cancelledSince() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.cancel(Sample.lesson, version: 1))
        let rejection = try journal.reject(Make.changeMark(version: 1, Make.value(points: 5)))
        #expect(rejection.code == .lessonCancelled)
        try journal.accept(
            WireWithdrawMark.with {
                $0.markID = Sample.mark.wire
                $0.expectedVersion = 1
            })
        try journal.expectFold()
    }

    @Test("of another school, whatever is asked of it")
    func foreign() throws {
        let rejection = try Sample.journal().reject(
            Make.changeMark(version: 1, Make.value(points: 5)), school: Sample.otherSchool)
        #expect(rejection.code == .unknown)
        #expect(rejection.field == "mark_id")
    }

    @Test("against a stale version with both values")
    func conflict() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.changeMark(version: 1, Make.value(points: 3)))
        let rejection = try journal.reject(Make.changeMark(version: 1, Make.value(points: 5)))
        #expect(rejection.conflict == .init(currentVersion: 2, currentValue: "3", proposedValue: "5"))
    }

    @Test("while one stands, and accepted once that one is withdrawn")
    func withdrawnDoesNotCount() throws {
        let journal = try Sample.journal()
        try journal.accept(
            WireWithdrawMark.with {
                $0.markID = Sample.mark.wire
                $0.expectedVersion = 1
            })
        try journal.accept(Make.giveMark(Self.new, pupil: Sample.markedPupil, points: 5))
        try journal.expectFold()
    }
}
