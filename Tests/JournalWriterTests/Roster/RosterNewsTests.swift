import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

/// What a school changes in its journal its source knows nothing of.
@Suite("A roster that says what it said before")
struct RosterNewsTests {
    private func journal() throws -> TestJournal {
        let journal = try TestJournal()
        try journal.take(Roster(whole: Roster.everything, Make.oneOfEach))
        return journal
    }

    struct Edit: Sendable, CustomTestStringConvertible {
        let what: String
        let make: @Sendable (TestJournal) throws -> any Message
        var testDescription: String { what }

        init(_ what: String, _ make: @escaping @Sendable (TestJournal) throws -> any Message) {
            self.what = what
            self.make = make
        }
    }

    private static let edits: [Edit] = [
        Edit("the school's name") { _ in
            WireRenameSchool.with { ($0.expectedVersion, $0.name) = (1, "Гимназия") }
        },
        Edit("the zone") { _ in
            WireSetSchoolZone.with {
                ($0.expectedVersion, $0.zone) = (1, "Asia/Omsk")
                $0.since = Sample.day("2026-09-10").rawValue
            }
        },
        Edit("a course's policy") { journal in
            let id = try journal.thing(.course, "course-1").wire
            return WireChangeCoursePolicy.with {
                ($0.courseID, $0.expectedVersion, $0.policy) = (id, 1, Make.policy(.passFail, .none))
            }
        },
        Edit("a class's letter") { journal in
            let id = try journal.thing(.schoolClass, "class-1").wire
            return WireRenameClass.with { ($0.classID, $0.expectedVersion, $0.letter) = (id, 1, "К") }
        },
        Edit("a teacher's post and address") { journal in
            let id = try journal.thing(.staff, "staff-1").wire
            return WireChangeStaffCard.with {
                ($0.staffID, $0.expectedVersion, $0.name) = (id, 1, Make.name)
                $0.post = "заместитель директора"
            }
        },
        Edit("a teacher's end") { journal in
            Make.endStaff(
                try journal.thing(.staff, "staff-1"), version: 1, lastDay: Sample.day("2026-09-20"))
        },
        Edit("a pupil's name") { journal in
            let id = try journal.thing(.pupil, "pupil-1").wire
            return WireChangePupilCard.with {
                ($0.pupilID, $0.expectedVersion, $0.name) = (id, 1, Make.name)
                $0.birthDate = Sample.day("2015-05-08").rawValue
            }
        },
        Edit("a guardian's address") { journal in
            let id = try journal.thing(.guardian, "guardian-1").wire
            return WireChangeGuardianCard.with {
                ($0.guardianID, $0.expectedVersion, $0.name) = (id, 1, Make.name)
                $0.email = "grandmother@example.org"
            }
        },
        Edit("an enrolment's end") { journal in
            let id = try journal.thing(.enrolment, "enrolment-1").wire
            return WireEndEnrolment.with {
                ($0.enrolmentID, $0.expectedVersion) = (id, 1)
                ($0.lastDay, $0.orderNumber) = (Sample.day("2026-09-20").rawValue, "17")
            }
        },
        Edit("a guardianship's end") { journal in
            let id = try journal.thing(.guardianship, "guardian-1/pupil-1").wire
            return WireEndGuardianship.with {
                ($0.guardianshipID, $0.expectedVersion) = (id, 1)
                $0.lastDay = Sample.day("2026-09-20").rawValue
            }
        },
    ]

    @Test("leaves what the school has changed since, in whole and in part", arguments: edits)
    func survives(_ edit: Edit) throws {
        let journal = try journal()
        try journal.accept(try edit.make(journal))
        let state = try journal.dump()
        for whole in [Roster.everything, []] {
            let taken = try journal.take(Roster("2026-10-01", whole: whole, Make.oneOfEach))
            #expect(taken.types == [])
            for kind in RosterKind.allCases { #expect(taken.count(kind, .unchanged) == 1, "\(kind.word)") }
        }
        #expect(try journal.dump() == state)
    }

    @Test("in all but one field changes that field alone, and the source's news count more than what is there")
    func oneField() throws {
        let journal = try journal()
        try journal.accept(try Self.edits[4].make(journal))
        let moved = WirePutStaff.with {
            $0 = Make.putStaff()
            $0.email = "ivanova@school.example"
        }
        let taken = try journal.take(Roster("2026-10-01", [moved]))
        let card = try #require(taken.events.first).decoded(WireStaffCardRecorded.self)
        #expect(card.post == "заместитель директора" && card.email == "ivanova@school.example")
        let promoted = try journal.take(Roster("2026-10-02", [Make.putStaff(post: "завуч")]))
        #expect(try promoted.events.first?.decoded(WireStaffCardRecorded.self).post == "завуч")
        try journal.expectFold()
    }

    @Test("as the school has it by then records nothing, and is no news afterwards")
    func agreed() throws {
        let journal = try journal()
        try journal.accept(try Self.edits[3].make(journal))
        #expect(try journal.take(Roster("2026-10-01", [Make.putClass(letter: "К")])).types == [])
        let id = try journal.thing(.schoolClass, "class-1").wire
        try journal.accept(
            WireRenameClass.with { ($0.classID, $0.expectedVersion, $0.letter) = (id, 2, "М") })
        #expect(try journal.take(Roster("2026-10-02", [Make.putClass(letter: "К")])).types == [])
        #expect(try journal.take(Roster("2026-10-03", [Make.putClass(letter: "А")])).types == ["ClassRenamed"])
    }

    @Test("of an enrolment another last day counts, also after the school has ended it")
    func lastDay() throws {
        let journal = try journal()
        try journal.accept(try Self.edits[8].make(journal))
        let longer = try journal.take(Roster("2026-10-01", [Make.putEnrolment(last: "2027-05-31")]))
        #expect(longer.types == ["EnrolmentEnded"])
        #expect(try longer.events.first?.decoded(WireEnrolmentEnded.self).lastDay == Sample.day("2027-05-31").rawValue)
        try journal.expectFold()
    }

    @Test("of an enrolment that the school has moved before is about the one that it entered")
    func movedByHand() throws {
        let journal = try journal()
        try journal.take(Roster("2026-09-02", [Make.putClass("class-2", letter: "Б")]))
        try journal.accept(try Self.edits[8].make(journal))
        try journal.accept(
            WireEnrolPupil.with {
                $0.enrolmentID = Sample.enrolment.wire
                $0.pupilID = (try? journal.thing(.pupil, "pupil-1"))?.wire ?? Data()
                $0.classID = (try? journal.thing(.schoolClass, "class-2"))?.wire ?? Data()
                $0.firstDay = Sample.day("2026-09-21").rawValue
            })
        for day in ["2026-10-01", "2026-10-02"] {
            let moved = try journal.take(Roster(day, [Make.putEnrolment(schoolClass: "class-2")]))
            #expect(moved.types == [] && moved.count(.enrolment, .added) == 0)
            #expect(try journal.thing(.enrolment, "enrolment-1") == Sample.enrolment)
        }
        try journal.expectFold()
    }

    @Test("leaves a school's zone that it says only for a school that is new")
    func zone() throws {
        let journal = try TestJournal()
        var school = Make.putSchool(zone: "")
        school.clearZone()
        #expect(try journal.refuse(Roster([school])).field == "chunk[1].commands[1].zone")
        school.zoneIfNew = "Asia/Omsk"
        #expect(try journal.take(Roster([school])).types == ["SchoolRegistered"])
        school.zoneIfNew = "Europe/Moscow"
        #expect(try journal.take(Roster("2026-10-01", [school])).types == [])
        school.zone = "Asia/Omsk"
        #expect(try journal.take(Roster("2026-10-01", [school])).types == [])
        school.zone = "Europe/Moscow"
        #expect(try journal.take(Roster("2026-10-01", [school])).types == ["SchoolZoneSet"])
        school.zoneIfNew = "Moscow"
        #expect(try journal.refuse(Roster("2026-10-02", [school])).field == "chunk[1].commands[1].zone_if_new")
    }

    @Test("keeps of what it says nothing but digests")
    func digests() throws {
        let news = RosterNews(["a", nil, ""], since: nil)
        #expect(news.words.bytes.count == 24 && news[0] && !news[1] && news[2])
        let later = RosterNews([nil, "b", ""], since: news.words)
        #expect(!later[0] && later[1] && !later[2] && !later.isNone)
        #expect(RosterNews(["a", "b", nil], since: later.words).isNone)
    }
}
