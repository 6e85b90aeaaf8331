import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A limit")
struct BoundaryTests {
    struct Limit: Sendable, CustomTestStringConvertible {
        let name: String
        let code: Rejection.Code
        let field: String
        /// What still goes, and what no longer does.
        let within: any Message
        let beyond: any Message

        var testDescription: String { name }

        init(
            _ name: String, _ code: Rejection.Code, _ field: String, _ make: (Int) -> any Message, _ within: Int,
            _ beyond: Int
        ) {
            self.name = name
            self.code = code
            self.field = field
            self.within = make(within)
            self.beyond = make(beyond)
        }
    }

    private static let new = Sample.id(0x500)

    private static func text(_ length: Int) -> String { String(repeating: "ж", count: length) }

    private static func staff(_ change: (inout WireAddStaff) -> Void) -> WireAddStaff {
        var message = Make.addStaff(new)
        change(&message)
        return message
    }

    private static let texts: [Limit] = [
        Limit("of a topic", .tooLarge, "topic", { Make.topic(text($0)) }, 1_000, 1_001),
        Limit("of homework", .tooLarge, "text", { Make.homework(.text(text($0))) }, 10_000, 10_001),
        Limit(
            "of a reason", .tooLarge, "reason", { Make.cancel(Sample.lesson, version: 1, reason: text($0)) }, 500, 501),
        Limit("of a name", .tooLarge, "name.family", { length in staff { $0.name.family = text(length) } }, 100, 101),
        Limit("of a post", .tooLarge, "post", { length in staff { $0.post = text(length) } }, 200, 201),
        Limit(
            "of an address", .tooLarge, "email",
            { length in staff { $0.email = "a@" + String(repeating: "b", count: length - 2) } }, 254, 255),
        Limit(
            "of an address before the @", .invalid, "email",
            { length in staff { $0.email = String(repeating: "a", count: length) + "@b.example" } }, 64, 65),
        Limit("of a class's letter", .tooLarge, "letter", { Make.openClass(new, letter: text($0)) }, 10, 11),
        Limit(
            "of a school's name", .tooLarge, "name",
            { length in
                WireRenameSchool.with {
                    $0.expectedVersion = 1
                    $0.name = text(length)
                }
            }, 300, 301),
        Limit(
            "of a legal basis", .tooLarge, "basis", { Make.erase([3], basis: text($0)) }, 500, 501),
    ]

    private static func work(due: Day) -> WireCreateWork {
        .with {
            $0 = Make.work(new, Sample.lesson, kind: .homework)
            $0.due = due.rawValue
        }
    }

    private static let numbers: [Limit] = [
        Limit(
            "of the lowest parallel", .invalid, "parallel",
            { Make.openClass(new, parallel: UInt32($0), letter: "Б") }, 1, 0),
        Limit(
            "of the highest parallel", .invalid, "parallel",
            { Make.openClass(new, parallel: UInt32($0), letter: "Б") }, 12, 13),
        Limit("of the least weight", .invalid, "weight", { Make.work(new, Sample.lesson, weight: UInt32($0)) }, 1, 0),
        Limit(
            "of the greatest weight", .invalid, "weight",
            { Make.work(new, Sample.lesson, weight: UInt32($0)) }, 1_000, 1_001),
        Limit(
            "of the day homework is due, the lesson's", .invalid, "due",
            { Make.homework(.text("§ 5"), due: Sample.monday + $0) }, 0, -1),
        Limit(
            "of the day homework is due, after the summer", .invalid, "due",
            { Make.homework(.text("§ 5"), due: Sample.monday + $0) }, 120, 121),
        Limit("of the day a work is due, the lesson's", .invalid, "due", { work(due: Sample.monday + $0) }, 0, -1),
        Limit(
            "of the day a work is due, after the summer", .invalid, "due", { work(due: Sample.monday + $0) }, 120, 121),
        Limit(
            "of the fewest minutes late", .invalid, "entries[0].minutes_late",
            { Make.takeRoll(Sample.lesson, version: 1, [Make.rollEntry(Sample.pupil, .late, minutes: UInt32($0))]) },
            1, 0),
        Limit(
            "of the most minutes late", .invalid, "entries[0].minutes_late",
            { Make.takeRoll(Sample.lesson, version: 1, [Make.rollEntry(Sample.pupil, .late, minutes: UInt32($0))]) },
            45, 46),
        Limit(
            "of a lesson's length", .invalid, "bells[0].end",
            { Make.setBells(new, version: 0, [(1, 510, 510 + UInt32($0))]) }, 120, 121),
        Limit(
            "of a lesson's number", .invalid, "bells[0].number",
            { Make.setBells(new, version: 0, [(UInt32($0), 510, 555)]) }, 16, 17),
        Limit(
            "of the latest end", .invalid, "bells[0].end",
            { Make.setBells(new, version: 0, [(1, 1_400, UInt32($0))]) }, 1_439, 1_440),
        Limit(
            "of the earliest day", .invalid, "birth_date",
            { day in
                WireAddPupil.with {
                    $0 = Make.addPupil(new)
                    $0.birthDate = Int32(day)
                }
            }, Int(Day.plausible.lowerBound.rawValue), Int(Day.plausible.lowerBound.rawValue) - 1),
        Limit(
            "of the latest day", .invalid, "birth_date",
            { day in
                WireAddPupil.with {
                    $0 = Make.addPupil(new)
                    $0.birthDate = Int32(day)
                }
            }, Int(Day.plausible.upperBound.rawValue), Int(Day.plausible.upperBound.rawValue) + 1),
        Limit(
            "of a timetable's days", .tooLarge, "last_day",
            { days in
                WireApproveTimetable.with {
                    $0 = Make.approve(new, version: 0, entries: [Make.entry(1, 1)])
                    $0.lastDay = $0.firstDay + Int32(days) - 1
                }
            }, 366, 367),
    ]

    @Test("lets through what just meets it, and names what goes beyond", arguments: texts + numbers)
    func edge(_ limit: Limit) throws {
        let journal = try Sample.journal()
        let rejection = try journal.reject(limit.beyond)
        #expect(rejection.code == limit.code)
        #expect(rejection.field == limit.field)
        try journal.accept(limit.within)
        try journal.expectFold()
    }

    @Test("of a text counts after the white space around it is gone")
    func trimmed() throws {
        let rule = TextRule(limit: 3)
        #expect(try rule.check("\u{a0} абв \n", "topic") == "абв")
        #expect(throws: Rejection.self) { try rule.check(" абвг ", "topic") }
    }

    @Test("of homework's characters allows lines and tabs, but no other control character")
    func lines() throws {
        #expect(try TextRule.homework.check("§ 5\n\t№ 1\r\n№ 2", "text") == "§ 5\n\t№ 1\r\n№ 2")
        for character in ["\u{0}", "\u{7f}", "\u{85}"] {
            #expect(throws: Rejection.self) { try TextRule.homework.check("§\(character)5", "text") }
        }
    }

    /// As many entries as there are, each of its own group and teacher.
    private static func entries(_ count: Int) -> [TimetableEntry] {
        (0..<count).map { index in
            TimetableEntry(
                weekday: index % 7 + 1, number: index / 7 % 16 + 1, group: Sample.id(UInt64(0x1_0000 + index)),
                course: Sample.fivePoint, teacher: Sample.id(UInt64(0x2_0000 + index)))
        }
    }

    private static func timetable(_ entries: [TimetableEntry], days: Int) throws(Rejection) -> Timetable {
        try Timetable(
            bells: Sample.bells, firstDay: Sample.monday, lastDay: Sample.monday + (days - 1), daysOff: [],
            entries: entries)
    }

    @Test("of a timetable's entries is 4,000, and their event stays within what an event may hold")
    func entries() throws {
        let largest = try Self.timetable(Self.entries(4_000), days: 7)
        let approved = TimetableApproved(id: Sample.timetable, version: .max, timetable: largest)
        let payload: Data = try approved.wire.serializedBytes()
        #expect(payload.count <= 256 * 1_024 - 366 * 5)
        let rejection = #expect(throws: Rejection.self) { try Self.timetable(Self.entries(4_001), days: 7) }
        #expect(rejection?.message == "the timetable has 4001 entries; the limit is 4000")
    }

    @Test("of a timetable's lessons is 20,000")
    func lessons() throws {
        let bells = BellSchedule(
            recorded: Bell.numbers.compactMap { number in
                guard let start = MinuteOfDay(rawValue: UInt16(number * 60)),
                    let end = MinuteOfDay(rawValue: UInt16(number * 60 + 45))
                else { return nil }
                return Bell(number: number, start: start, end: end)
            })
        // 2,800 entries a week are 400 lessons a day.
        let most = try Self.timetable(Self.entries(2_800), days: 50)
        #expect(try most.lessons(from: Sample.monday, by: bells).count == 20_000)
        let tooMany = try Self.timetable(Self.entries(2_800), days: 51)
        let rejection = #expect(throws: Rejection.self) { try tooMany.lessons(from: Sample.monday, by: bells) }
        #expect(rejection?.code == .tooLarge)
        #expect(rejection?.message == "the timetable comes to 20400 lessons; the limit is 20000")
    }

    @Test("of the pupils a roll names is 500")
    func roll() throws {
        func roll(_ count: Int) throws(Rejection) -> TakeRoll {
            try TakeRoll(
                lesson: Sample.lesson, expected: 0,
                entries: (0..<count).map { RollEntry(pupil: Sample.id(UInt64($0)), attendance: .present) })
        }
        #expect(try roll(500).entries.count == 500)
        let rejection = #expect(throws: Rejection.self) { try roll(501) }
        #expect(rejection?.code == .tooLarge)
    }
}
