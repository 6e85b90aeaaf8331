import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A change of the directory is refused")
struct DirectoryRejectionTests {
    private static let new = Sample.id(0x500)

    private static let schools: [RejectionCase] = [
        .init(
            "registered twice", Make.registerSchool("Школа", "Europe/Moscow"), .exists, "school_id",
            "this school is registered already"),
        .init(
            "an abbreviated zone", Make.registerSchool("Школа", "MSK"), .invalid, "zone",
            "no time zone is named \"MSK\": expected an IANA name such as \"Europe/Moscow\""),
        .init("a name of blanks", Make.registerSchool("  ", "Europe/Moscow"), .invalid, "name", "the text is empty"),
        .init(
            "renamed against a stale version",
            WireRenameSchool.with {
                $0.expectedVersion = 7
                $0.name = "Гимназия"
            }, .conflict, "expected_version", "made against version 7; the present one is 1"),
        .init(
            "an unknown zone",
            WireSetSchoolZone.with {
                $0.expectedVersion = 1
                $0.since = Sample.today.rawValue
                $0.zone = "Europe/Atlantis"
            }, .invalid, "zone",
            "no time zone is named \"Europe/Atlantis\": expected an IANA name such as \"Europe/Moscow\""),
        .init(
            "a zone since a mistyped day",
            WireSetSchoolZone.with {
                $0.expectedVersion = 1
                $0.since = 20_261_014
                $0.zone = "Europe/Samara"
            }, .invalid, "since", "day 20261014 is not between 1900-01-01 and 2199-12-31"),
    ]

    private static func staff(_ change: (inout WireAddStaff) -> Void) -> WireAddStaff {
        var message = Make.addStaff(new)
        change(&message)
        return message
    }

    private static let people: [RejectionCase] = [
        .init(
            "15 bytes of an id", staff { $0.staffID = Data(repeating: 1, count: 15) }, .invalid, "staff_id",
            "an id has 16 bytes; this one has 15"),
        .init(
            "17 bytes of an id", staff { $0.staffID = Data(repeating: 1, count: 17) }, .invalid, "staff_id",
            "an id has 16 bytes; this one has 17"),
        .init(
            "an id of zeros", staff { $0.staffID = Data(count: 16) }, .invalid, "staff_id",
            "an id of zeros means no one"),
        .init(
            "a taken id", Make.addStaff(Sample.teacher), .exists, "staff_id",
            "this id is taken; a new member of staff needs a new one"),
        .init(
            "an id taken in another school", Make.addPupil(Sample.foreignPupil), .exists, "pupil_id",
            "this id is taken; a new pupil needs a new one"),
        .init(
            "a control character in a name", staff { $0.name.family = "Ива\u{7}нова" }, .invalid, "name.family",
            "the text contains a control character"),
        .init(
            "two recipients in one address", staff { $0.email = "a@b.example,c@d.example" }, .invalid, "email",
            "the e-mail address may hold plain ASCII only, without spaces, quotes, brackets and commas"),
        .init(
            "a line break in an address", staff { $0.email = "a@b.example\r\nRCPT" }, .invalid, "email",
            "the e-mail address may hold plain ASCII only, without spaces, quotes, brackets and commas"),
        .init(
            "an address without @", staff { $0.email = "anna.example" }, .invalid, "email",
            "the e-mail address does not have the shape name@domain"),
        .init(
            "an address with two @", staff { $0.email = "a@b@c.example" }, .invalid, "email",
            "the e-mail address does not have the shape name@domain"),
        .init(
            "another school's teacher",
            WireEndStaff.with {
                $0.staffID = Sample.foreignTeacher.wire
                $0.expectedVersion = 1
                $0.lastDay = Sample.today.rawValue
            }, .unknown, "staff_id", "this school has no such member of staff"),
        .init(
            "another school's card",
            WireChangePupilCard.with {
                $0.pupilID = Sample.foreignPupil.wire
                $0.expectedVersion = 1
                $0.name = Make.name
                $0.birthDate = 0
            }, .unknown, "pupil_id", "this school has no such pupil"),
    ]

    private static let classes: [RejectionCase] = [
        .init(
            "open already", Make.openClass(new, letter: "А"), .exists, "letter",
            "the class 7 А of the school year ending in 2027 is open already"),
        .init(
            "parallel 13", Make.openClass(new, parallel: 13, letter: "Б"), .invalid, "parallel",
            "13 is not between 1 and 12"),
        .init(
            "a whole class without class", Make.openGroup(new, schoolClass: nil, isWhole: true), .missing, "class_id",
            "a group of a whole class names its class"),
        .init(
            "an unknown class", Make.openGroup(new, schoolClass: Sample.unknown, isWhole: false), .unknown,
            "class_id", "this school has no such class"),
        .init(
            "a scale not named", Make.openCourse(new, .unspecified, .expected), .invalid, "policy.marks",
            "0 is none of the values of policy.marks"),
    ]

    private static let spans: [RejectionCase] = [
        .init(
            "enrolled there already",
            Make.enrol(new, Sample.pupil, schoolClass: Sample.schoolClass, from: Sample.today), .exists, "first_day",
            "the pupil is enrolled there already on or after 2026-10-14; end that enrolment first"),
        .init(
            "no target", Make.enrol(new, Sample.stranger, from: Sample.today), .missing, "target",
            "the class or the group to enrol in is missing"),
        .init(
            "another school's pupil",
            Make.enrol(new, Sample.foreignPupil, schoolClass: Sample.schoolClass, from: Sample.today), .unknown,
            "pupil_id", "this school has no such pupil"),
        .init(
            "another school's group", Make.enrol(new, Sample.stranger, group: Sample.id(49), from: Sample.today),
            .unknown, "group_id", "this school has no such group"),
        .init(
            "ended before it began",
            WireEndEnrolment.with {
                $0.enrolmentID = Sample.enrolment.wire
                $0.expectedVersion = 1
                $0.lastDay = Sample.day("2026-08-31").rawValue
            }, .invalid, "last_day", "the last day 2026-08-31 is before the first, 2026-09-01"),
        .init(
            "a second guardianship of two",
            WireRecordGuardianship.with {
                $0.guardianshipID = new.wire
                $0.guardianID = Sample.guardian.wire
                $0.pupilID = Sample.pupil.wire
                $0.basis = .parent
                $0.firstDay = Sample.today.rawValue
            }, .exists, "first_day",
            "a guardianship of these two is recorded already on or after 2026-10-14; end that one first"),
        .init(
            "a guardianship ended before it began",
            WireEndGuardianship.with {
                $0.guardianshipID = Sample.guardianship.wire
                $0.expectedVersion = 1
                $0.lastDay = Sample.day("2026-08-31").rawValue
            }, .invalid, "last_day", "the last day 2026-08-31 is before the first, 2026-09-01"),
    ]

    @Test("with its own code, field and text", arguments: schools + people + classes + spans)
    func refused(_ example: RejectionCase) throws { try example.check() }

    @Test("of a school that the command does not name")
    func nameless() throws {
        let rejection = try Sample.journal().reject(
            Make.registerSchool("Школа", "Europe/Moscow"), school: .none)
        #expect(rejection.code == .missing)
        #expect(rejection.field == "school_id")
    }

    @Test("in a rejection that never repeats a name or an address")
    func discretion() throws {
        let message = Self.staff {
            $0.name.family = "Секретова\u{7}"
            $0.email = "secret address"
        }
        #expect(try !"\(Sample.journal().reject(message))".contains("Секретова"))
        let stale = WireChangePupilCard.with {
            $0.pupilID = Sample.pupil.wire
            $0.expectedVersion = 4
            $0.name = Make.name
            $0.birthDate = 0
        }
        let conflict = try Sample.journal().reject(stale)
        #expect(
            conflict.conflict
                == .init(
                    currentVersion: 1, currentValue: "the card recorded as version 1", proposedValue: "another card"))
    }

    @Test("where an ended enrolment would last into the next")
    func reopened() throws {
        let journal = try Sample.journal()
        func end(_ version: UInt32, _ day: Day) -> WireEndEnrolment {
            .with {
                $0.enrolmentID = Sample.enrolment.wire
                $0.expectedVersion = version
                $0.lastDay = day.rawValue
            }
        }
        try journal.accept(end(1, Sample.monday))
        try journal.accept(
            Make.enrol(Self.new, Sample.pupil, schoolClass: Sample.schoolClass, from: Sample.monday + 2))
        let rejection = try journal.reject(end(2, Sample.monday + 2))
        #expect(rejection.code == .exists)
        #expect(rejection.message == "from 2026-10-14 on there is another one already")
        try journal.accept(end(2, Sample.monday + 1))
        try journal.expectFold()
    }
}
