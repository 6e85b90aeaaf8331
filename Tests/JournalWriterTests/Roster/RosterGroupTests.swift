import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

/// Lessons, works and marks stand with a group: another group in its place has none of them.
@Suite("A group that a roster names again")
struct RosterGroupTests {
    /// 5А with a part of it, in which two are, and 5Б beside it.
    private func journal() throws -> TestJournal {
        let journal = try TestJournal()
        try journal.take(Roster(whole: Roster.everything, records()))
        return journal
    }

    /// - Parameters:
    ///   - movers: in which class the second pupil is.
    ///   - groups: whose the part is said to be.
    private func records(movers: String = "class-1", groups: String? = "class-1") -> [any Message] {
        Make.oneOfEach + [
            Make.putClass("class-2", letter: "Б"), Make.putGroup("group-2", name: "5Б", schoolClass: "class-2"),
            Make.putGroup("part", name: "Англ.", schoolClass: groups, isWhole: false), Make.putPupil("pupil-2"),
            Make.putEnrolment("home-2", pupil: "pupil-2", schoolClass: movers),
            Make.putEnrolment("part-1", schoolClass: nil, group: "part"),
            Make.putEnrolment("part-2", pupil: "pupil-2", schoolClass: nil, group: "part"),
        ]
    }

    @Test("stays the group it is when one of its pupils moves to another class and stays in it")
    func transfer() throws {
        let journal = try journal()
        let group = try journal.thing(.group, "part")
        // Its pupils are of two classes now, so the source's importer cannot tell whose it is.
        let moved = try journal.take(
            Roster("2026-10-01", whole: Roster.everything, records(movers: "class-2", groups: nil)))
        #expect(moved.types == ["EnrolmentEnded", "PupilEnrolled"] && moved.count(.enrolment, .changed) == 1)
        #expect(moved.count(.group, .unchanged) == 3)
        #expect(try journal.thing(.group, "part") == group)
        // And all of them are of the other one.
        let other = try journal.take(
            Roster("2026-10-02", whole: Roster.everything, records(movers: "class-2", groups: "class-2")))
        #expect(other.types == [])
        try journal.expectFold()
    }

    @Test("without a class keeps none where it is said to be a class's")
    func mixed() throws {
        let journal = try journal()
        let choir = Make.putGroup("choir", name: "Хор", schoolClass: nil, isWhole: false)
        try journal.take(Roster("2026-10-01", [choir]))
        let named = Make.putGroup("choir", name: "Хор", isWhole: false)
        #expect(try journal.take(Roster("2026-10-02", [named])).types == [])
    }

    @Test("is another group with a class of another school year, and its pupils move along")
    func nextYear() throws {
        let journal = try journal()
        let group = try journal.thing(.group, "part")
        let taken = try journal.take(
            Roster(
                "2027-09-01",
                [
                    Make.putClass(parallel: 6, year: 2028), Make.putGroup("part", name: "Англ.", isWhole: false),
                    Make.putEnrolment("part-1", schoolClass: nil, group: "part", first: nil),
                ]))
        #expect(taken.types == ["ClassOpened", "GroupOpened", "EnrolmentEnded", "PupilEnrolled"])
        #expect(try journal.thing(.group, "part") != group)
        try journal.expectFold()
    }

    @Test("of a whole class goes with its class, also to another one of the same year")
    func wholeClass() throws {
        let journal = try journal()
        let taken = try journal.take(
            Roster("2026-10-01", [Make.putClass(parallel: 6), Make.putGroup("group-1", name: "6А")]))
        #expect(taken.types == ["ClassOpened", "GroupOpened"])
        try journal.expectFold()
    }
}
