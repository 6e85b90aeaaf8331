import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("At the edges of a roster")
struct RosterEdgeTests {
    private func journal(_ records: [any Message] = Make.oneOfEach) throws -> TestJournal {
        let journal = try TestJournal()
        try journal.take(Roster(whole: Roster.everything, records))
        return journal
    }

    @Test("one with nothing in it changes nothing, a stage without a roster neither")
    func empty() throws {
        let journal = try journal()
        let taken = try journal.take(Roster("2026-10-01", []))
        #expect(taken.events == [] && taken.changes == [])
        #expect(try journal.apply(chunks: []) == .accepted(nil))
        #expect(try journal.apply(chunks: [[]]) == .accepted(nil))
    }

    @Test("one that names everything and says nothing ends all there was")
    func nothingLeft() throws {
        let journal = try journal()
        let taken = try journal.take(Roster("2026-10-01", whole: Roster.everything, []))
        #expect(taken.types == ["EnrolmentEnded", "GuardianshipEnded", "StaffLeft"])
        for kind in RosterKind.allCases { #expect(taken.count(kind, .ended) == 1) }
        try journal.expectFold()
    }

    @Test("ids and sources of the greatest length are taken")
    func lengths() throws {
        let journal = try TestJournal()
        let source = String(repeating: "и", count: RosterRule.sourceLimit)
        let id = String(repeating: "ы", count: RosterRule.sourcedIDLimit)
        let taken = try journal.take(
            Roster(source: source, [Make.putSchool(), Make.putPupil(id), Make.putStaff(id)]))
        #expect(taken.count(.pupil, .added) == 1 && taken.count(.staff, .added) == 1)
    }

    @Test("an id may hold whatever is no control character")
    func controlCharacters() {
        for scalar in (0...0x2FFF).compactMap(Unicode.Scalar.init) {
            let isTaken = (try? RosterRule.check("a\(scalar)", limit: 10, "sourced_id")) != nil
            #expect(isTaken == (scalar.properties.generalCategory != .control), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test("a pupil keeps the birth date that a later roster does not say")
    func birthDate() throws {
        let journal = try journal()
        let taken = try journal.take(Roster("2026-10-01", [Make.putPupil(family: "Петров", born: nil)]))
        let card = try #require(taken.events.first).decoded(WirePupilCardRecorded.self)
        #expect(card.birthDate == Sample.day("2015-05-06").rawValue)
        #expect(card.version == 2)
    }

    @Test("a last day that has passed ends as being named no more does, and one that has not is a change")
    func passed() throws {
        let journal = try journal()
        let later = try journal.take(Roster("2026-10-01", [Make.putEnrolment(last: "2026-10-01")]))
        #expect(later.count(.enrolment, .changed) == 1 && later.count(.enrolment, .ended) == 0)
        let over = try journal.take(Roster("2026-10-01", [Make.putEnrolment(last: "2026-09-30")]))
        #expect(over.count(.enrolment, .ended) == 1 && over.count(.enrolment, .changed) == 0)
        #expect(over.changes.first { $0.kind == "enrolment" }?.before == 1)
        let earlier = try journal.take(Roster("2026-10-01", [Make.putEnrolment(last: "2026-09-20")]))
        #expect(earlier.count(.enrolment, .changed) == 1, "it was over before")
        try journal.expectFold()
    }

    @Test("a guardianship has the last day that its source says; who does not speak of the guardian leaves it")
    func lastDayOfGuardianship() throws {
        let journal = try journal(Make.oneOfEach(without: "PutGuardianship"))
        func lastDay() throws -> Day? {
            let thing = try journal.thing(.guardianship, "guardian-1/pupil-1")
            return try journal.queue.read { try JournalStore($0).guardianshipState(thing)?.span.lastDay }
        }
        let said = Make.putGuardianship(first: "2026-10-01", last: "2026-12-31")
        #expect(
            try journal.take(Roster("2026-10-01", [said])).types == ["GuardianshipRecorded", "GuardianshipEnded"])
        #expect(try lastDay() == Sample.day("2026-12-31"))
        #expect(try journal.take(Roster("2026-10-02", [said])).types == [])
        #expect(try journal.take(Roster("2026-10-02", [Make.putGuardianship(basis: nil)])).types == [])
        #expect(try lastDay() == Sample.day("2026-12-31"))
        try journal.take(Roster("2026-10-03", [Make.putGuardianship(last: "2026-11-30")]))
        #expect(try lastDay() == Sample.day("2026-11-30"))
        try journal.take(Roster("2026-10-04", [Make.putGuardianship()]))
        #expect(try lastDay() == nil, "another one, as what has ended cannot go on")
        let refused = try journal.refuse(
            Roster("2026-10-05", [Make.putGuardianship(first: "2026-10-05", last: "2026-10-04")]))
        #expect(refused.code == .invalid && refused.field == "chunk[1].commands[1].last_day")
        try journal.expectFold()
    }

    @Test("a pupil who moves to another class leaves the one the day before")
    func moved() throws {
        let journal = try journal(Make.oneOfEach + [Make.putClass("class-2", letter: "Б")])
        let taken = try journal.take(Roster("2026-10-01", [Make.putEnrolment(schoolClass: "class-2")]))
        #expect(taken.types == ["EnrolmentEnded", "PupilEnrolled"])
        #expect(taken.count(.enrolment, .changed) == 1)
        let ended = try taken.events[0].decoded(WireEnrolmentEnded.self)
        let begun = try taken.events[1].decoded(WirePupilEnrolled.self)
        #expect(ended.lastDay == Sample.day("2026-09-30").rawValue)
        #expect(begun.firstDay == Sample.day("2026-10-01").rawValue)
        #expect(begun.classID == (try journal.thing(.schoolClass, "class-2")).wire)
        #expect(try journal.take(Roster("2026-10-02", [Make.putEnrolment(schoolClass: "class-2")])).events == [])
        try journal.expectFold()
    }

    @Test("an enrolment with a last day begins and ends at once")
    func bounded() throws {
        let journal = try TestJournal()
        let taken = try journal.take(
            Roster([
                Make.putSchool(), Make.putClass(), Make.putPupil(),
                Make.putEnrolment(last: "2027-05-31", order: "12-у"),
                Make.putEnrolment("enrolment-2", first: "2027-09-01"),
            ]))
        #expect(taken.types.suffix(3) == ["PupilEnrolled", "EnrolmentEnded", "PupilEnrolled"])
        #expect(try taken.events.suffix(3).first?.decoded(WirePupilEnrolled.self).orderNumber == "12-у")
        try journal.expectFold()
    }

    @Test("a first day that moves, or another order, is kept as it was recorded, each time it is said")
    func kept() throws {
        let journal = try journal()
        for _ in 1...2 {
            let taken = try journal.take(
                Roster("2026-10-01", [Make.putEnrolment(first: "2026-09-07", order: "7")]))
            #expect(taken.events == [] && taken.count(.enrolment, .kept) == 1)
        }
    }

    @Test("a class and an enrolment that were entered by hand are taken over, not made again")
    func byHand() throws {
        let journal = try journal(Make.oneOfEach(without: "PutEnrolment"))
        try journal.accept(Make.openClass(Sample.schoolClass, parallel: 6, letter: "В"))
        let enrolment = WireEnrolPupil.with {
            $0.enrolmentID = Sample.enrolment.wire
            $0.pupilID = (try? journal.thing(.pupil, "pupil-1"))?.wire ?? Data()
            $0.classID = Sample.schoolClass.wire
            $0.firstDay = Sample.day("2026-09-01").rawValue
        }
        try journal.accept(enrolment)
        let taken = try journal.take(
            Roster(
                "2026-10-01",
                [
                    Make.putClass("class-2", parallel: 6, letter: "В"), Make.putEnrolment("e", schoolClass: "class-2"),
                ]))
        #expect(taken.events == [])
        #expect(taken.count(.schoolClass, .unchanged) == 1 && taken.count(.enrolment, .unchanged) == 1)
        #expect(try journal.thing(.enrolment, "e") == Sample.enrolment)
    }

    @Test("things that their source calls otherwise from now on are the same, and nothing ends")
    func otherIDs() throws {
        let journal = try journal()
        var records = Make.oneOfEach.filter {
            !["PutClass", "PutGroup", "PutEnrolment"].contains(TestJournal.name(of: $0))
        }
        records += [
            Make.putClass("k"), Make.putGroup(schoolClass: "k"), Make.putEnrolment("e", schoolClass: "k"),
        ]
        let taken = try journal.take(Roster("2026-10-01", whole: Roster.everything, records))
        #expect(taken.events == [])
        for kind in RosterKind.allCases { #expect(taken.count(kind, .ended) == 0) }
    }

    @Test("a member of staff who is to leave later stays one who leaves; one who has left is back")
    func staffEnds() throws {
        let journal = try journal()
        let end = WireEndStaff.with {
            $0.staffID = (try? journal.thing(.staff, "staff-1"))?.wire ?? Data()
            $0.expectedVersion = 1
            $0.lastDay = Sample.day("2026-10-20").rawValue
        }
        try journal.accept(end)
        #expect(try journal.take(Roster("2026-10-20", [Make.putStaff()])).types == [])
        let back = try journal.take(Roster("2026-10-21", [Make.putStaff(post: "завуч")]))
        #expect(back.types == ["StaffCardRecorded", "StaffReturned"])
        #expect(back.count(.staff, .returned) == 1)
        let returned = try back.events[1].decoded(WireStaffReturned.self)
        #expect(returned.version == 3 && returned.firstDay == Sample.day("2026-10-21").rawValue)
        #expect(try journal.count("staff", where: "last_day IS NULL") == 1)
        try journal.expectFold()
    }

    @Test("a class of the next school year under the old id is another class, and its pupils move along")
    func nextYear() throws {
        let journal = try journal()
        let old = try journal.thing(.schoolClass, "class-1")
        let taken = try journal.take(
            Roster(
                "2027-09-01",
                [Make.putClass(parallel: 6, year: 2028), Make.putGroup(name: "6А"), Make.putEnrolment()]))
        #expect(taken.types == ["ClassOpened", "GroupOpened", "EnrolmentEnded", "PupilEnrolled"])
        #expect(try journal.thing(.schoolClass, "class-1") != old)
        try journal.expectFold()
    }

    @Test("records and commands of the other kind stand in one stage")
    func mixed() throws {
        let journal = try journal()
        var commands = Roster("2026-10-01", [Make.putCourse("Геометрия")]).commands
        commands.insert(Roster.staged(Make.addPupil(Sample.pupil)), at: 1)
        guard case .accepted(let range, let changes) = try journal.apply(chunks: [commands]) else {
            Issue.record("the stage was rejected")
            return
        }
        #expect(range?.count == 3)
        #expect(changes == [ChangeCount(kind: "course", [.changed: 1])])
        try journal.expectFold()
    }
}

@Suite("The records of a roster")
struct RosterRecordTests {
    @Test("are named as their messages, all of them known, and no command of the journal")
    func names() {
        #expect(RosterRecords.names == CommandTypes.roster)
        #expect(JournalCommandHandler().stagedNames == CommandTypes.roster)
        #expect(RosterRecords.names.isDisjoint(with: JournalCommandHandler().commandNames))
        for type in RosterRecords.all { checkName(of: type) }
    }

    private func checkName<Record: RosterRecord>(of type: Record.Type) {
        #expect(Record.name == TestJournal.name(of: Record.Wire()))
    }

    @Test("know the kinds of the schema by the same numbers")
    func kinds() {
        #expect(RosterKind.allCases.map(\.rawValue) == WireRosterKind.allCases.map(\.rawValue).filter { $0 != 0 })
        #expect(Set(RosterKind.endingOrder) == Set(RosterKind.allCases))
        #expect(RosterKind.endingOrder.count == RosterKind.allCases.count)
    }
}
