import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A timetable is refused")
struct TimetableRejectionTests {
    private static let new = Sample.id(0x500)

    private static func approve(
        _ entries: [WireTimetableEntry] = Make.week, _ change: (inout WireApproveTimetable) -> Void = { _ in }
    ) -> WireApproveTimetable {
        var message = Make.approve(new, version: 0, entries: entries)
        change(&message)
        return message
    }

    private static let bells: [RejectionCase] = [
        .init("without bells", Make.setBells(new, version: 0, []), .missing, "bells", "no bell is named"),
        .init(
            "with a bell 17", Make.setBells(new, version: 0, [(17, 510, 555)]), .invalid, "bells[0].number",
            "17 is not between 1 and 16"),
        .init(
            "with bells that descend", Make.setBells(new, version: 0, [(2, 510, 555), (1, 565, 610)]), .invalid,
            "bells[1].number", "bell 1 comes after bell 2; the numbers must ascend"),
        .init(
            "with bells that overlap", Make.setBells(new, version: 0, [(1, 510, 555), (2, 554, 600)]), .invalid,
            "bells[1].start", "bell 2 starts at 09:14, before bell 1 ends"),
        .init(
            "with a lesson that ends as it starts", Make.setBells(new, version: 0, [(1, 510, 510)]), .invalid,
            "bells[0].end", "the lesson ends at 08:30, not after its start at 08:30"),
        .init(
            "with a lesson of 121 minutes", Make.setBells(new, version: 0, [(1, 510, 631)]), .invalid,
            "bells[0].end", "the lesson lasts 121 minutes; the limit is 120"),
        .init(
            "with a bell after midnight", Make.setBells(new, version: 0, [(1, 1_400, 1_440)]), .invalid,
            "bells[0].end", "minute 1440 of a day that has 1440"),
        .init(
            "whose bells lose a number", Make.setBells(version: 1, [(1, 510, 555)]), .notAllowed, "bells",
            "a timetable in force has lessons at bell 2, which is left out"),
        .init(
            "whose bells were changed since", Make.setBells(version: 0, [(1, 510, 555)]), .conflict,
            "expected_version", "made against version 0; the present one is 1"),
        .init(
            "whose bells are not there", Make.setBells(new, version: 1, [(1, 510, 555)]), .unknown, "bells_id",
            "this school has no such set of bells"),
    ]

    private static let slots: [RejectionCase] = [
        .init("without entries", approve([]), .missing, "entries", "the timetable has no entries"),
        .init(
            "with a group twice at one bell",
            approve([Make.entry(1, 1), Make.entry(1, 1, teacher: Sample.secondTeacher)]), .invalid,
            "entries[1].group_id", "the group has two lessons on weekday 1, bell 1"),
        .init(
            "with a teacher twice at one bell",
            approve([Make.entry(1, 1), Make.entry(1, 1, group: Sample.namedGroup)]),
            .invalid, "entries[1].teacher_id", "the teacher has two lessons on weekday 1, bell 1"),
        .init(
            "with a bell that the bells lack", approve([Make.entry(1, 1), Make.entry(1, 4)]), .invalid,
            "entries[1].number", "the bells have no number 4"),
        .init(
            "with an eighth weekday", approve([Make.entry(8, 1)]), .invalid, "entries[0].weekday",
            "8 is not between 1 and 7"),
        .init(
            "with another school's group", approve([Make.entry(1, 1, group: Sample.id(49))]), .unknown,
            "entries[0].group_id", "this school has no such group"),
        .init(
            "with another school's course", approve([Make.entry(1, 1, course: Sample.id(59))]), .unknown,
            "entries[0].course_id", "this school has no such course"),
        .init(
            "with another school's teacher", approve([Make.entry(1, 1, teacher: Sample.foreignTeacher)]), .unknown,
            "entries[0].teacher_id", "this school has no such member of staff"),
        .init(
            "with a teacher who has left", approve([Make.entry(1, 1, teacher: Sample.formerTeacher)]), .notAllowed,
            "entries[0].teacher_id", "the teacher leaves before the timetable ends on 2026-10-25"),
    ]

    private static let days: [RejectionCase] = [
        .init(
            "that ends before it begins", approve { $0.lastDay = $0.firstDay - 1 }, .invalid, "last_day",
            "the last day 2026-10-11 is before the first, 2026-10-12"),
        .init(
            "of 367 days", approve { $0.lastDay = $0.firstDay + 366 }, .tooLarge, "last_day",
            "the timetable spans 367 days; the limit is 366"),
        .init(
            "with a day off outside it", approve { $0.daysOff = [$0.firstDay - 1] }, .invalid, "days_off[0]",
            "2026-10-11 is not between 2026-10-12 and 2026-10-25"),
        .init(
            "with a day off twice", approve { $0.daysOff = [$0.firstDay, $0.firstDay] }, .invalid, "days_off[1]",
            "2026-10-12 is named twice"),
        .init(
            "by bells that are not there", approve { $0.bellsID = Sample.unknown.wire }, .unknown, "bells_id",
            "this school has no such bells"),
        .init(
            "that changes itself at first", approve { $0.changeFrom = $0.firstDay }, .invalid, "change_from",
            "the first version of a timetable changes nothing earlier"),
    ]

    private static let changes: [RejectionCase] = [
        .init(
            "that is not there", Make.approve(new, version: 1, entries: Make.week, changeFrom: Sample.today), .unknown,
            "timetable_id", "this school has no such timetable"),
        .init(
            "against another version", Make.approve(version: 2, entries: Make.week, changeFrom: Sample.today),
            .conflict, "expected_version", "made against version 2; the present one is 1"),
        .init(
            "changed from no day on", Make.approve(version: 1, entries: [Make.entry(1, 1)]), .missing, "change_from",
            "a later version says from which day on it changes lessons"),
        .init(
            "changed from yesterday on",
            Make.approve(version: 1, entries: [Make.entry(1, 1)], changeFrom: Sample.today - 1), .notAllowed,
            "change_from", "2026-10-13 has passed; lessons change from today, 2026-10-14, on"),
        .init(
            "changed after its end",
            Make.approve(version: 1, entries: [Make.entry(1, 1)], changeFrom: Sample.day("2026-10-26")), .invalid,
            "change_from", "2026-10-26 is not between 2026-10-12 and 2026-10-25"),
        .init(
            "changed to begin on another day",
            WireApproveTimetable.with {
                $0 = Make.approve(version: 1, entries: [Make.entry(1, 1)], changeFrom: Sample.today)
                $0.firstDay += 1
            }, .notAllowed, "first_day", "the timetable began on 2026-10-12; that stays so"),
        .init(
            "for one lesson whose teacher has left",
            Make.schedule(new, Sample.today, course: Sample.fivePoint, teacher: Sample.formerTeacher), .notAllowed,
            "teacher_id", "the teacher no longer works at this school on 2026-10-14"),
        .init(
            "for one lesson whose id is taken", Make.schedule(Sample.lesson, Sample.today, course: Sample.fivePoint),
            .exists, "lesson_id", "this id is taken; a new lesson needs a new one"),
    ]

    @Test("with its own code, field and text", arguments: bells + slots + days + changes)
    func refused(_ example: RejectionCase) throws { try example.check() }

    @Test("under an id that another school's bells or timetable have", arguments: [Sample.bells, Sample.timetable])
    func taken(_ id: UUID) throws {
        let journal = try Sample.journal()
        let message: any Message =
            id == Sample.bells
            ? Make.setBells(version: 0, [(1, 510, 555)]) : Make.approve(version: 0, entries: Make.week)
        #expect(try journal.reject(message, school: Sample.otherSchool).code == .exists)
    }
}
