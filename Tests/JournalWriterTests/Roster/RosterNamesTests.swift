import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("What a source names beside its records")
struct RosterNamesTests {
    private static let other = Sample.id(0x77)

    /// A bulk: one record of each kind, and what stands beside them in its files.
    private func journal() throws -> TestJournal {
        let journal = try TestJournal()
        var bulk = Roster(
            whole: Roster.everything,
            Make.oneOfEach + [
                Make.putName(.organisation, "city"), Make.putName(.term, "year", year: 2027),
                Make.putName(.course, "home"), Make.putName(.schoolClass, "kg"), Make.putName(.user, "kg-pupil"),
                Make.putName(.enrolment, "teaching"), Make.putRole("role-s", of: "staff-1", .staff),
                Make.putRole("role-p", of: "pupil-1", .pupil), Make.putRole("role-g", of: "guardian-1", .guardian),
            ])
        bulk.wholeNames = NamedKind.allCases
        try journal.take(bulk)
        return journal
    }

    // MARK: - References

    @Test(
        "a reference is good if an earlier roster named it, as a record or beside them",
        arguments: [
            (.organisation, "org-1"), (.organisation, "city"), (.term, "year"), (.course, "course-1"),
            (.course, "home"), (.schoolClass, "class-1"), (.schoolClass, "group-1"), (.schoolClass, "kg"),
            (.user, "staff-1"), (.user, "pupil-1"), (.user, "guardian-1"), (.user, "kg-pupil"), (.role, "role-s"),
            (.enrolment, "enrolment-1"), (.enrolment, "teaching"),
        ] as [(NamedKind, String)])
    func known(kind: NamedKind, id: String) throws {
        let journal = try journal()
        #expect(try journal.take(Roster("2026-10-01", [Make.checkName(kind, id)])).types == [])
    }

    @Test("an unknown one is refused, and so is one that another source named", arguments: NamedKind.allCases)
    func unknown(kind: NamedKind) throws {
        let journal = try journal()
        for (source, id) in [(Roster.source, "none"), ("another", "pupil-1"), ("another", "city")] {
            let rejection = try journal.refuse(Roster("2026-10-01", source: source, [Make.checkName(kind, id)]))
            #expect(rejection.code == .unknown && rejection.field == "chunk[1].commands[1].sourced_id")
            #expect(!rejection.message.contains(id))
        }
    }

    @Test("what follows from an unknown name is no problem of its own")
    func follows() throws {
        let journal = try journal()
        let rejection = try journal.refuse(
            Roster(
                "2026-10-01",
                [
                    Make.checkName(.user, "no"), Make.checkName(.schoolClass, "no"), Make.checkName(.term, "no"),
                    Make.putEnrolment("e1", pupil: "no"), Make.putEnrolment("e2", schoolClass: "no"),
                    Make.putGuardianship("g", guardian: "no"), dated("class-2", "no"),
                    Make.putEnrolment("e3", schoolClass: "class-2"),
                ]))
        #expect(rejection.problems.count == 3)
    }

    @Test("what is told of an organisation that nobody named is no problem of its own")
    func followsFromSchool() throws {
        let journal = try journal()
        var roster = Roster("2026-10-01", [])
        roster.records = [
            (Make.checkName(.organisation, "no"), Self.other), (Make.putStaff("s"), Self.other),
            (Make.putPupil("p"), Self.other),
        ]
        #expect(try journal.refuse(roster).problems.map(\.field) == ["chunk[1].commands[1].sourced_id"])
    }

    @Test("what is gone, or not named by a later bulk any more, is unknown")
    func gone() throws {
        let journal = try journal()
        try journal.take(Roster("2026-10-01", [Make.removeName(.term, "year"), Make.removeName(.user, "staff-1")]))
        for name in [Make.checkName(.term, "year"), Make.checkName(.user, "staff-1")] {
            #expect(try journal.refuse(Roster("2026-10-02", [name])).code == .unknown)
        }
        var bulk = Roster("2026-10-03", [Make.putName(.course, "other")])
        bulk.wholeNames = [.course]
        try journal.take(bulk)
        #expect(try journal.refuse(Roster("2026-10-04", [Make.checkName(.course, "home")])).code == .unknown)
        try journal.take(
            Roster("2026-10-04", [Make.checkName(.organisation, "city"), Make.checkName(.course, "other")]))
    }

    // MARK: - Terms

    private func dated(_ id: String, _ terms: String..., year: UInt32? = nil) -> WirePutClass {
        .with {
            ($0.sourcedID, $0.parallel, $0.letter, $0.termSourcedIds) = (id, 5, "Ж", terms)
            if let year { $0.schoolYear = year }
        }
    }

    @Test("a class has the year of the latest of its terms and of what the roster says itself")
    func years() throws {
        let journal = try journal()
        try journal.take(Roster("2026-10-01", [Make.putName(.term, "next", year: 2028)]))
        try journal.take(
            Roster(
                "2026-10-01",
                [dated("k1", "year"), dated("k2", "year", "next"), dated("k3", "year", year: 2029)]))
        let years = try ["k1", "k2", "k3"].map { id in
            let thing = try journal.thing(.schoolClass, id)
            return try journal.queue.read {
                try Int.fetchOne($0, sql: "SELECT school_year FROM class WHERE class_id = ?", arguments: [thing])
            }
        }
        #expect(years == [2027, 2028, 2029])
    }

    @Test("a class of a term that nobody told of is refused there")
    func unknownTerm() throws {
        let rejection = try journal().refuse(Roster("2026-10-01", [dated("k1", "year", "none")]))
        #expect(rejection.code == .unknown && rejection.field == "chunk[1].commands[1].term_sourced_ids")
    }

    // MARK: - What is to be deleted

    struct Removal: Sendable, CustomTestStringConvertible {
        let kind: NamedKind
        let id: String
        let types: [String]
        let ended: [RosterKind]

        var testDescription: String { "\(kind.word) \(id)" }
    }

    @Test(
        "a name alone says what is to be deleted: whatever it became, in whatever school, ends",
        arguments: [
            Removal(
                kind: .user, id: "pupil-1", types: ["EnrolmentEnded", "GuardianshipEnded"],
                ended: [.pupil, .enrolment, .guardianship]),
            Removal(
                kind: .user, id: "guardian-1", types: ["GuardianshipEnded"], ended: [.guardian, .guardianship]),
            Removal(kind: .user, id: "staff-1", types: ["StaffLeft"], ended: [.staff]),
            Removal(kind: .schoolClass, id: "class-1", types: ["EnrolmentEnded"], ended: [.schoolClass, .enrolment]),
            Removal(kind: .schoolClass, id: "group-1", types: [], ended: [.group]),
            Removal(kind: .enrolment, id: "enrolment-1", types: ["EnrolmentEnded"], ended: [.enrolment]),
            Removal(kind: .course, id: "course-1", types: [], ended: [.course]),
            Removal(kind: .organisation, id: "org-1", types: [], ended: [.school]),
            Removal(kind: .role, id: "role-s", types: ["StaffLeft"], ended: [.staff]),
            Removal(kind: .term, id: "year", types: [], ended: []),
        ])
    func removal(_ removal: Removal) throws {
        let journal = try journal()
        let delta = Roster("2026-10-01", [Make.removeName(removal.kind, removal.id)])
        let taken = try journal.take(delta)
        #expect(taken.types == removal.types)
        #expect(Set(taken.changes.filter { $0[.ended] == 1 }.map(\.kind)) == Set(removal.ended.map(\.word)))
        #expect(taken.changes.allSatisfy { $0[.leftOut] == 0 })
        #expect(try journal.take(delta).types == [], "the same again")
        try journal.expectFold()
    }

    @Test("in every school where the source named it")
    func everySchool() throws {
        let journal = try journal()
        var roster = Roster("2026-09-02", [])
        let made: [any Message] = [Make.putSchool("Школа № 2"), Make.putStaff(), Make.putCourse()]
        roster.records = made.map { ($0, Self.other) }
        try journal.take(roster)
        let taken = try journal.take(
            Roster("2026-10-01", [Make.removeName(.user, "staff-1"), Make.removeName(.course, "course-1")]))
        #expect(taken.types == ["StaffLeft", "StaffLeft"] && taken.count(.course, .ended) == 2)
        try journal.expectFold()
    }

    @Test("the key needs the right to each school in which something ends")
    func rights() throws {
        let journal = try journal()
        var roster = Roster("2026-09-02", [])
        let made: [any Message] = [Make.putSchool("Школа № 2"), Make.putStaff("elsewhere")]
        roster.records = made.map { ($0, Self.other) }
        try journal.take(roster)
        let delta = Roster("2026-10-01", [Make.removeName(.user, "elsewhere")])
        let rejection = try journal.refuse(chunks: [delta.commands], schools: .only([Sample.school]))
        #expect(rejection.code == .forbidden)
    }

    @Test(
        "what was left out is no mistake: it is counted as left out, with its place",
        arguments: [(.schoolClass, "kg"), (.user, "kg-pupil"), (.enrolment, "teaching")] as [(NamedKind, String)])
    func leftOut(kind: NamedKind, id: String) throws {
        let journal = try journal()
        let taken = try journal.take(Roster("2026-10-01", [Make.removeName(kind, id)]))
        #expect(taken.types == [] && taken.changes.map(\.kind) == [kind.word] && taken.changes[0][.leftOut] == 1)
        #expect(taken.changes[0].leftOutPlaces == ["chunk[1].commands[1].sourced_id"])
        #expect(try journal.take(Roster("2026-10-01", [Make.removeName(kind, id)])).types == [], "the same again")
    }

    @Test("what was never named is refused, also under another kind", arguments: NamedKind.allCases)
    func neverNamed(kind: NamedKind) throws {
        let journal = try journal()
        let names = ["none"] + (kind == .term ? [] : ["year"])
        for id in names {
            let rejection = try journal.refuse(Roster("2026-10-01", [Make.removeName(kind, id)]))
            #expect(rejection.code == .unknown && rejection.field == "chunk[1].commands[1].sourced_id")
        }
    }

    // MARK: - What refers to what was left out

    @Test("a record about what was left out is left out, with its place, and may be removed later")
    func aboutLeftOut() throws {
        let journal = try journal()
        let delta = Roster(
            "2026-10-01",
            [
                Make.checkName(.schoolClass, "kg"), Make.checkName(.user, "kg-pupil"),
                Make.putEnrolment("e1", schoolClass: nil, group: "kg"), Make.putEnrolment("e2", pupil: "kg-pupil"),
                Make.putGuardianship("g", pupil: "kg-pupil"),
            ])
        let taken = try journal.take(delta)
        #expect(taken.types == [])
        #expect(taken.count(.enrolment, .leftOut) == 2 && taken.count(.guardianship, .leftOut) == 1)
        #expect(
            taken.changes.flatMap(\.leftOutPlaces) == [
                "chunk[1].commands[3].group_sourced_id", "chunk[1].commands[4].pupil_sourced_id",
                "chunk[1].commands[5].pupil_sourced_id",
            ])
        #expect(try journal.take(Roster("2026-10-02", [Make.removeName(.enrolment, "e1")])).types == [])
    }

    @Test("an enrolment that goes over to a class that is left out ends where it was")
    func movesOut() throws {
        let journal = try journal()
        let taken = try journal.take(
            Roster("2026-10-01", [Make.putEnrolment(schoolClass: nil, group: "kg")]))
        #expect(taken.types == ["EnrolmentEnded"] && taken.count(.enrolment, .leftOut) == 1)
        try journal.expectFold()
    }

    @Test("whoever is told of in an organisation that is known and no school is left out")
    func noSchool() throws {
        let journal = try journal()
        var roster = Roster("2026-10-01", [])
        roster.records = [
            (Make.checkName(.organisation, "city"), Self.other), (Make.putStaff("methodist"), Self.other),
        ]
        let taken = try journal.take(roster)
        #expect(taken.types == [] && taken.count(.staff, .leftOut) == 1)
        #expect(taken.changes.flatMap(\.leftOutPlaces) == ["chunk[1].commands[2].school_id"])
    }

    @Test("a roster that names all there are of a kind refuses what refers beyond it")
    func bulk() throws {
        let journal = try journal()
        var roster = Roster(
            "2026-10-01", [Make.putName(.schoolClass, "kg"), Make.putEnrolment("e", schoolClass: "kg")])
        roster.wholeNames = [.schoolClass]
        #expect(try journal.refuse(roster).code == .unknown)
    }

    // MARK: - Roles

    @Test("a role that goes takes nothing away while another one says the same, in the roster or before")
    func otherRole() throws {
        let journal = try journal()
        let replaced = try journal.take(
            Roster(
                "2026-10-01",
                [Make.putStaff(), Make.putRole("role-s2", of: "staff-1", .staff), Make.removeName(.role, "role-s")]))
        #expect(replaced.types == [])
        let last = try journal.take(Roster("2026-10-02", [Make.removeName(.role, "role-s2")]))
        #expect(last.types == ["StaffLeft"])
        try journal.expectFold()
    }

    @Test("a role that becomes another one, or makes nothing any more, takes away what it made before")
    func changedRole() throws {
        let journal = try journal()
        let became = try journal.take(
            Roster("2026-10-01", [Make.putStaff("pupil-1"), Make.putRole("role-p", of: "pupil-1", .staff)]))
        #expect(became.types == ["StaffAdded", "StaffCardRecorded", "EnrolmentEnded", "GuardianshipEnded"])
        let over = try journal.take(Roster("2026-10-02", [Make.putRole("role-s", of: "staff-1", nil)]))
        #expect(over.types == ["StaffLeft"])
        #expect(try journal.take(Roster("2026-10-02", [Make.putRole("role-s", of: "staff-1", nil)])).types == [])
        try journal.expectFold()
    }

    @Test("a role in an organisation that is no school holds wherever its user is")
    func district() throws {
        let journal = try journal()
        try journal.take(Roster("2026-09-02", [Make.putRole("role-s", of: "staff-1", .staff, in: nil)]))
        var same = Roster("2026-10-01", [])
        same.records = [
            (Make.checkName(.organisation, "city"), Self.other),
            (Make.putRole("role-s", of: "staff-1", .staff, in: Self.other), nil),
        ]
        #expect(try journal.take(same).types == [], "another word for the same")
        #expect(try journal.take(Roster("2026-10-02", [Make.removeName(.role, "role-s")])).types == ["StaffLeft"])
    }

    @Test("a user who is deleted takes the roles along")
    func rolesOfUser() throws {
        let journal = try journal()
        let taken = try journal.take(
            Roster("2026-10-01", [Make.removeName(.user, "staff-1"), Make.removeName(.role, "role-s")]))
        #expect(taken.types == ["StaffLeft"])
    }

    // MARK: - Erasure

    @Test(
        "with the last card of a person goes what the source called the person here too",
        arguments: [
            (RosterKind.pupil, "role-p"), (.staff, "role-s"), (.guardian, "role-g"),
        ])
    func erased(kind: RosterKind, role: String) throws {
        let journal = try journal()
        try journal.take(Roster("2026-09-02", [Make.putName(.user, "\(kind.word)-1")]))
        let names = { try journal.queue.read { try String.fetchSet($0, sql: "SELECT sourced_id FROM roster_name") } }
        let before = try names()
        #expect(before.isSuperset(of: [role, "\(kind.word)-1"]))
        let cards = try journal.queue.read { try Int64.fetchAll($0, sql: "SELECT sequence FROM \(kind.word)_card") }
        try journal.accept(Make.erase(cards))
        #expect(try names() == before.subtracting([role, "\(kind.word)-1"]))
    }

    // MARK: - Plans

    @Test("names, roles and schools are found by their keys, whatever a city has of them")
    func plans() throws {
        let journal = try journal()
        let plans = try journal.queue.read { database in
            try Self.statements.flatMap { sql in
                try Row.fetchAll(
                    database, sql: "EXPLAIN QUERY PLAN \(sql)",
                    arguments: StatementArguments(Array(repeating: 1, count: sql.count { $0 == "?" }))
                ).map { $0["detail"] as String }
            }
        }
        #expect(!plans.isEmpty && plans.allSatisfy { $0.hasPrefix("SEARCH ") }, "\(plans)")
    }

    private static let statements = [
        JournalStore.nameQuery, JournalStore.otherRoleQuery, JournalStore.nextSchoolQuery,
    ]
}
