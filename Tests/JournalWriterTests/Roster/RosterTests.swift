import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A roster")
struct RosterTests {
    private func journal(_ records: [any Message] = Make.oneOfEach) throws -> TestJournal {
        let journal = try TestJournal()
        try journal.take(Roster(whole: Roster.everything, records))
        return journal
    }

    @Test("of things never named before makes each of them, and the state is the fold of the feed")
    func created() throws {
        let journal = try TestJournal()
        let taken = try journal.take(Roster(whole: Roster.everything, Make.oneOfEach))
        #expect(
            taken.types == [
                "SchoolRegistered", "CourseOpened", "ClassOpened", "GroupOpened", "StaffAdded", "StaffCardRecorded",
                "PupilAdded", "PupilCardRecorded", "GuardianAdded", "GuardianCardRecorded", "PupilEnrolled",
                "GuardianshipRecorded",
            ])
        for kind in RosterKind.allCases {
            #expect(taken.changes.first { $0.kind == kind.word } == ChangeCount(kind: kind.word, [.added: 1]))
        }
        #expect(taken.changes.map(\.kind) == RosterKind.allCases.map(\.word))
        try journal.expectFold()
    }

    @Test("taken twice changes nothing, whether it names everything or not", arguments: [Roster.everything, []])
    func twice(_ whole: [RosterKind]) throws {
        let journal = try journal()
        let (mapping, state) = (try journal.mapping(), try journal.dump())
        let taken = try journal.take(Roster("2026-10-01", whole: whole, Make.oneOfEach))
        #expect(taken.events == [])
        for kind in RosterKind.allCases {
            #expect(taken.changes.first { $0.kind == kind.word } == ChangeCount(kind: kind.word, [.unchanged: 1]))
        }
        #expect(try journal.mapping() == mapping)
        #expect(try journal.dump() == state)
    }

    @Test("tried says what it would change and changes nothing, and taken afterwards changes just that")
    func tried() throws {
        let journal = try TestJournal()
        let roster = Roster(whole: Roster.everything, Make.oneOfEach)
        let before = (try journal.dump(), try journal.mapping(), try journal.eventCount())
        let tried = try journal.take(roster, isTry: true)
        #expect(tried.events == [])
        #expect(try journal.dump() == before.0)
        #expect(try journal.mapping() == before.1)
        #expect(try journal.eventCount() == before.2)
        #expect(try journal.take(roster).changes == tried.changes)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let kind: RosterKind
        let record: any Message
        let events: [String]
        var testDescription: String { "\(kind.word): \(events.joined(separator: ", "))" }
    }

    private static let changes: [Change] = [
        Change(kind: .school, record: Make.putSchool("Гимназия № 1"), events: ["SchoolRenamed"]),
        Change(kind: .school, record: Make.putSchool(zone: "Asia/Omsk"), events: ["SchoolZoneSet"]),
        Change(
            kind: .school, record: Make.putSchool("Лицей", zone: "Asia/Omsk"),
            events: ["SchoolRenamed", "SchoolZoneSet"]),
        Change(kind: .course, record: Make.putCourse("Геометрия"), events: ["CourseRenamed"]),
        Change(kind: .course, record: Make.putCourse(homework: .none), events: ["CoursePolicyChanged"]),
        Change(
            kind: .course, record: Make.putCourse("Геометрия", homework: .none),
            events: ["CourseRenamed", "CoursePolicyChanged"]),
        Change(kind: .schoolClass, record: Make.putClass(letter: "Б"), events: ["ClassRenamed"]),
        Change(kind: .schoolClass, record: Make.putClass(parallel: 6, year: 2028), events: ["ClassOpened"]),
        Change(kind: .group, record: Make.putGroup(name: "5А, все"), events: ["GroupRenamed"]),
        Change(kind: .group, record: Make.putGroup(isWhole: false), events: ["GroupOpened"]),
        Change(kind: .staff, record: Make.putStaff(post: "завуч"), events: ["StaffCardRecorded"]),
        Change(kind: .pupil, record: Make.putPupil(family: "Петров"), events: ["PupilCardRecorded"]),
        Change(kind: .pupil, record: Make.putPupil(born: "2015-05-07"), events: ["PupilCardRecorded"]),
        Change(kind: .guardian, record: Make.putGuardian(phone: "112"), events: ["GuardianCardRecorded"]),
        Change(kind: .enrolment, record: Make.putEnrolment(last: "2027-05-31"), events: ["EnrolmentEnded"]),
        Change(
            kind: .guardianship, record: Make.putGuardianship(basis: .trustee),
            events: ["GuardianshipEnded", "GuardianshipRecorded"]),
    ]

    @Test("that names something otherwise changes that, and a second time nothing", arguments: changes)
    func changed(_ change: Change) throws {
        let journal = try journal()
        for (events, outcome) in [(change.events, ChangeCount.Outcome.changed), ([], .unchanged)] {
            let taken = try journal.take(Roster("2026-10-01", [change.record]))
            #expect(taken.types == events)
            #expect(taken.changes == [ChangeCount(kind: change.kind.word, [outcome: 1])])
        }
        try journal.expectFold()
    }

    struct Ending: Sendable, CustomTestStringConvertible {
        let kind: RosterKind
        let sourcedID: String
        let record: String
        let ended: [RosterKind]
        let events: [String]
        let returned: [String]
        var testDescription: String { kind.word }
    }

    private static let endings: [Ending] = [
        Ending(kind: .course, sourcedID: "course-1", record: "PutCourse", ended: [.course], events: [], returned: []),
        Ending(
            kind: .staff, sourcedID: "staff-1", record: "PutStaff", ended: [.staff], events: ["StaffLeft"],
            returned: ["StaffReturned"]),
        Ending(
            kind: .enrolment, sourcedID: "enrolment-1", record: "PutEnrolment", ended: [.enrolment],
            events: ["EnrolmentEnded"], returned: ["PupilEnrolled"]),
        Ending(
            kind: .guardianship, sourcedID: "guardian-1/pupil-1", record: "PutGuardianship", ended: [.guardianship],
            events: ["GuardianshipEnded"], returned: ["GuardianshipRecorded"]),
    ]

    @Test(
        "that names everything but one thing ends that thing the day before, and another brings it back",
        arguments: endings)
    func vanishes(_ ending: Ending) throws {
        let journal = try journal()
        let rest = Make.oneOfEach(without: ending.record)
        let gone = try journal.take(Roster("2026-10-01", whole: Roster.everything, rest))
        #expect(gone.types == ending.events)
        for kind in ending.ended { #expect(gone.count(kind, .ended) == 1) }
        #expect(try journal.take(Roster("2026-10-02", whole: Roster.everything, rest)).types == [])
        let back = try journal.take(Roster("2026-11-01", whole: Roster.everything, Make.oneOfEach))
        #expect(back.types == ending.returned)
        for kind in ending.ended { #expect(back.count(kind, .returned) == 1) }
        #expect(try journal.take(Roster("2026-11-02", whole: Roster.everything, Make.oneOfEach)).types == [])
        try journal.expectFold()
    }

    @Test(
        "that removes one thing ends it, a second time nothing, and naming it again brings it back", arguments: endings)
    func removed(_ ending: Ending) throws {
        let journal = try journal()
        let removal = Make.remove(ending.kind, ending.sourcedID)
        #expect(try journal.take(Roster("2026-10-01", [removal])).types == ending.events)
        let again = try journal.take(Roster("2026-10-02", [removal]))
        #expect(again.types == [])
        #expect(again.changes == [ChangeCount(kind: ending.kind.word, [.unchanged: 1])])
        let record = try #require(Make.oneOfEach.first { TestJournal.name(of: $0) == ending.record })
        #expect(try journal.take(Roster("2026-11-01", [record])).types == ending.returned)
        try journal.expectFold()
    }

    @Test("without a pupil ends what the pupil was in and who stood for the pupil, and names all of it again")
    func pupil() throws {
        let journal = try journal()
        let gone: Set = ["PutPupil", "PutEnrolment", "PutGuardianship"]
        let rest = Make.oneOfEach.filter { !gone.contains(TestJournal.name(of: $0)) }
        let taken = try journal.take(Roster("2026-10-01", whole: Roster.everything, rest))
        #expect(taken.types == ["EnrolmentEnded", "GuardianshipEnded"])
        for kind in [RosterKind.pupil, .enrolment, .guardianship] { #expect(taken.count(kind, .ended) == 1) }
        let back = try journal.take(Roster("2026-11-01", whole: Roster.everything, Make.oneOfEach))
        #expect(back.types == ["PupilEnrolled", "GuardianshipRecorded"])
        for kind in [RosterKind.pupil, .enrolment, .guardianship] { #expect(back.count(kind, .returned) == 1) }
        let days = try back.events.first?.decoded(WirePupilEnrolled.self).firstDay
        #expect(days == Sample.day("2026-11-01").rawValue)
    }

    @Test(
        "that removes a pupil, a guardian, a class or a group takes along what goes with it",
        arguments: [
            (RosterKind.pupil, "pupil-1", ["EnrolmentEnded", "EnrolmentEnded", "GuardianshipEnded"]),
            (.guardian, "guardian-1", ["GuardianshipEnded"]), (.schoolClass, "class-1", ["EnrolmentEnded"]),
            (.group, "group-2", ["EnrolmentEnded"]), (.school, "org-1", []),
        ])
    func takesAlong(_ kind: RosterKind, _ id: String, _ events: [String]) throws {
        let journal = try journal(
            Make.oneOfEach + [
                Make.putGroup("group-2", name: "Хор", schoolClass: nil, isWhole: false),
                Make.putEnrolment("enrolment-2", schoolClass: nil, group: "group-2"),
            ])
        let taken = try journal.take(Roster("2026-10-01", [Make.remove(kind, id)]))
        #expect(taken.types == events)
        #expect(taken.count(kind, .ended) == 1)
        for event in taken.events where event.type == "EnrolmentEnded" {
            #expect(try event.decoded(WireEnrolmentEnded.self).lastDay == Sample.day("2026-09-30").rawValue)
        }
        try journal.expectFold()
    }

    @Test("of two schools makes a thing of its own in each, by other ids")
    func schools() throws {
        let journal = try TestJournal()
        var roster = Roster(Make.oneOfEach)
        roster.records += roster.records.map { ($0.message, Sample.otherSchool) }
        let taken = try journal.take(roster)
        #expect(taken.count(.pupil, .added) == 2)
        #expect(taken.events.count == 24)
        for kind in RosterKind.allCases where kind != .school {
            let id = try #require(Self.ids[kind])
            #expect(try journal.thing(kind, id) != journal.thing(kind, id, of: Sample.otherSchool))
        }
        try journal.expectFold()
    }

    private static let ids: [RosterKind: String] = [
        .course: "course-1", .schoolClass: "class-1", .group: "group-1", .staff: "staff-1", .pupil: "pupil-1",
        .guardian: "guardian-1", .enrolment: "enrolment-1", .guardianship: "guardian-1/pupil-1",
    ]

    @Test("gives things about nobody ids that follow from its names, and persons ids that do not")
    func ids() throws {
        let (one, other) = (try journal(), try journal())
        let derived: Set<RosterKind> = [.course, .schoolClass, .group]
        for (kind, id) in Self.ids {
            let isSame = try one.thing(kind, id) == other.thing(kind, id)
            #expect(isSame == derived.contains(kind), "\(kind.word)")
        }
        let name = "oneroster:city.example␟class␟class-1"
        #expect(try one.thing(.schoolClass, "class-1") == .version5(namespace: Sample.school, name: name))
    }

    @Test("of another source is about other people, and takes over a class that is there")
    func sources() throws {
        let journal = try journal()
        let taken = try journal.take(
            Roster("2026-10-01", whole: Roster.everything, source: "sheet:school-1", Make.oneOfEach))
        #expect(taken.count(.pupil, .added) == 1)
        #expect(taken.count(.schoolClass, .unchanged) == 1)
        #expect(taken.count(.pupil, .ended) == 0)
        try journal.expectFold()
    }
}
