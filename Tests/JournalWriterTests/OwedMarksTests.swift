import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

/// The lesson is of Monday the 12th; two days later is Wednesday the 14th. The other pupil has no mark either.
@Suite("Of marks a lesson's page says that they are owed")
struct OwedMarksTests {
    private static let work = Sample.id(0x5A)
    private static let mark = Sample.id(0x5E)
    private static let dot = Make.value(.owed)
    /// The other pupil's, together with all who were there.
    private static let other = "1 until 2026-10-14"

    /// A work nobody has a mark for, of a lesson that the pupil missed.
    private func journal() throws -> TestJournal {
        let journal = try Sample.journal()
        try journal.accept(Make.work(Self.work, Sample.lesson))
        try journal.accept(Make.takeRoll(Sample.lesson, version: 1, [Make.rollEntry(Sample.pupil, .ill)]))
        return journal
    }

    private func give(_ journal: TestJournal, _ value: WireMarkValue, on day: Day, id: UUID = Self.mark) throws {
        try journal.accept(Make.giveMark(id, work: Self.work, value: value, date: day))
    }

    private func change(_ journal: TestJournal, _ value: WireMarkValue, version: UInt32) throws {
        try journal.accept(Make.changeMark(Self.mark, version: version, value))
    }

    private func withdraw(_ journal: TestJournal, version: UInt32) throws {
        try journal.accept(
            WireWithdrawMark.with {
                $0.markID = Self.mark.wire
                $0.expectedVersion = version
            })
    }

    // MARK: - Corrected to present

    enum Correction: CaseIterable { case present, late, roll }

    @Test("until the end of the day on which the absence was corrected", arguments: Correction.allCases)
    func corrected(_ correction: Correction) throws {
        let journal = try journal()
        #expect(try journal.owedMarks(Self.work) == [Self.other])
        journal.set(Sample.monday + 8, hour: 10)
        switch correction {
        case .present:
            try journal.accept(Make.attendance(Sample.lesson, version: 2, Make.rollEntry(Sample.pupil, .present)))
        case .late:
            let late = Make.rollEntry(Sample.pupil, .late, minutes: 5)
            try journal.accept(Make.attendance(Sample.lesson, version: 2, late))
        case .roll: try journal.accept(Make.takeRoll(Sample.lesson, version: 2, []))
        }
        journal.set(Sample.monday + 9, hour: 10)
        #expect(try journal.owedMarks(Self.work) == [Self.other, "1 until 2026-10-20"])
        try journal.expectFold()
    }

    @Test("until the first correction's day, whatever is said of the pupil who was there after it")
    func correctedOnce() throws {
        let journal = try journal()
        journal.set(Sample.monday + 8, hour: 10)
        try journal.accept(Make.attendance(Sample.lesson, version: 2, Make.rollEntry(Sample.pupil, .present)))
        journal.set(Sample.monday + 9, hour: 10)
        try journal.accept(Make.attendance(Sample.lesson, version: 3, Make.rollEntry(Sample.pupil, .exempt)))
        try journal.accept(Make.takeRoll(Sample.lesson, version: 4, []))
        #expect(try journal.owedMarks(Self.work) == [Self.other, "1 until 2026-10-20"])
    }

    @Test("not of a pupil corrected to absent again, and from the new correction on until the end of its day")
    func correctedTwice() throws {
        let journal = try journal()
        journal.set(Sample.monday + 8, hour: 10)
        try journal.accept(Make.attendance(Sample.lesson, version: 2, Make.rollEntry(Sample.pupil, .present)))
        try journal.accept(Make.attendance(Sample.lesson, version: 3, Make.rollEntry(Sample.pupil, .excused)))
        #expect(try journal.owedMarks(Self.work) == [Self.other])
        try journal.expectFold()
        journal.set(Sample.monday + 9, hour: 10)
        try journal.accept(Make.takeRoll(Sample.lesson, version: 4, []))
        #expect(try journal.owedMarks(Self.work) == [Self.other, "1 until 2026-10-21"])
        try journal.expectFold()
    }

    @Test("together with the others' where the correction came before their deadline")
    func correctedInTime() throws {
        let journal = try journal()
        try journal.accept(Make.attendance(Sample.lesson, version: 2, Make.rollEntry(Sample.pupil, .present)))
        #expect(try journal.owedMarks(Self.work) == ["2 until 2026-10-14"])
    }

    // MARK: - Done later

    @Test("nothing because of a «точка»: it does not say that the work was done")
    func dotOnly() throws {
        let journal = try journal()
        try give(journal, Self.dot, on: Sample.today)
        #expect(try journal.owedMarks(Self.work) == [Self.other])
        try withdraw(journal, version: 1)
        #expect(try journal.owedMarks(Self.work) == [Self.other])
    }

    @Test("again by its day, once an absent pupil's mark is turned back to a «точка» or withdrawn")
    func takenBack() throws {
        let journal = try journal()
        journal.set(Sample.monday + 8, hour: 10)
        // Friday the 16th and two days are Sunday: the Monday after.
        try give(journal, Make.value(points: 4), on: Sample.monday + 4)
        #expect(try journal.owedMarks(Self.work) == [Self.other])
        try change(journal, Self.dot, version: 1)
        #expect(try journal.owedMarks(Self.work) == [Self.other, "1 until 2026-10-19"])
        try withdraw(journal, version: 2)
        #expect(try journal.owedMarks(Self.work) == [Self.other, "1 until 2026-10-19"])
        try journal.expectFold()
    }

    @Test("counted from the day on which a «точка» had become a mark")
    func turned() throws {
        let journal = try journal()
        try give(journal, Self.dot, on: Sample.monday)
        journal.set(Sample.monday + 8, hour: 23, minute: 30)
        try change(journal, Make.value(points: 4), version: 1)
        journal.set(Sample.monday + 9, hour: 10)
        try change(journal, Make.value(points: 5), version: 2)
        #expect(try journal.owedMarks(Self.work) == [Self.other])
        try change(journal, Self.dot, version: 3)
        #expect(try journal.owedMarks(Self.work) == [Self.other, "1 until 2026-10-22"])
        try journal.expectFold()
    }

    @Test("by the newest mark that was more than a «точка»")
    func newest() throws {
        let journal = try journal()
        journal.set(Sample.monday + 8, hour: 10)
        try give(journal, Make.value(points: 4), on: Sample.monday + 8)
        try withdraw(journal, version: 1)
        try give(journal, Self.dot, on: Sample.monday, id: Sample.id(0x5D))
        #expect(try journal.owedMarks(Self.work) == [Self.other, "1 until 2026-10-22"])
        try journal.accept(Make.changeMark(Sample.id(0x5D), version: 1, Make.value(points: 2)))
        #expect(try journal.owedMarks(Self.work) == [Self.other])
    }

    @Test("by days on which the class is taught by order, however long after the lesson the work was done")
    func longAfter() throws {
        let journal = try journal()
        let saturday = Sample.day("2026-11-21")
        try journal.accept(Make.schedule(Sample.id(0x5B), saturday, course: Sample.unmarked))
        journal.set(saturday, hour: 10)
        try give(journal, Make.value(points: 4), on: saturday - 2)
        try withdraw(journal, version: 1)
        #expect(try journal.owedMarks(Self.work) == [Self.other, "1 until 2026-11-21"])
    }

    @Test("only of those who are in the group on the lesson's day, not of others who are listed for an entry")
    func notMember() throws {
        let journal = try journal()
        try give(journal, Self.dot, on: Sample.monday)
        try journal.accept(Make.attendance(Sample.lesson, version: 2, Make.rollEntry(Sample.pupil, .present)))
        #expect(try journal.owedMarks(Self.work) == ["2 until 2026-10-14"])
        try journal.accept(
            WireEndEnrolment.with {
                $0.enrolmentID = Sample.enrolment.wire
                $0.expectedVersion = 1
                $0.lastDay = (Sample.monday - 1).rawValue
            })
        #expect(try journal.owedMarks(Self.work) == [Self.other])
    }
}
