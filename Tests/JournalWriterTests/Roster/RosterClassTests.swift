import Contracts
import EventFeed
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("Two classes of a roster that swap")
struct RosterClassTests {
    /// 5А with one pupil, and another class with another pupil.
    private func records(_ second: WirePutClass, first: WirePutClass = Make.putClass()) -> [any Message] {
        Make.oneOfEach.map { $0 is WirePutClass ? first : $0 } + [
            second, Make.putGroup("group-2", name: "Вторая", schoolClass: "class-2"), Make.putPupil("pupil-2"),
            Make.putEnrolment("enrolment-2", pupil: "pupil-2", schoolClass: "class-2"),
        ]
    }

    private func journal(_ second: WirePutClass) throws -> TestJournal {
        let journal = try TestJournal()
        try journal.take(Roster(whole: Roster.everything, records(second)))
        return journal
    }

    @Test("their letters are refused by the place of each, and nothing besides", arguments: [Roster.everything, []])
    func letters(whole: [RosterKind]) throws {
        let journal = try journal(Make.putClass("class-2", letter: "Б"))
        let swapped = records(Make.putClass("class-2", letter: "А"), first: Make.putClass(letter: "Б"))
        let refused = try journal.refuse(Roster("2026-10-01", whole: whole, swapped))
        #expect(refused.problems.map(\.code) == [.exists, .exists])
        #expect(refused.problems.map(\.field) == [3, 10].map { "chunk[1].commands[\($0)].letter" })
        #expect(refused.message.contains("has the letter Б") && refused.message.contains("a third letter"))
    }

    @Test("their letters by way of a third one are renamed and keep their pupils")
    func thirdLetter() throws {
        let journal = try journal(Make.putClass("class-2", letter: "Б"))
        let first = try journal.thing(.schoolClass, "class-1")
        try journal.take(Roster("2026-10-01", [Make.putClass(letter: "В")]))
        let taken = try journal.take(
            Roster("2026-10-01", [Make.putClass("class-2", letter: "А"), Make.putClass(letter: "Б")]))
        #expect(taken.types == ["ClassRenamed", "ClassRenamed"])
        #expect(try journal.thing(.schoolClass, "class-1") == first)
        try journal.expectFold()
    }

    @Test("their parallels are the other class each from then on, and their pupils change, if all classes are named")
    func parallels() throws {
        let journal = try journal(Make.putClass("class-2", parallel: 6))
        let ids = ["class-1", "class-2"]
        let before = try ids.map { try journal.thing(.schoolClass, $0) }
        let swapped = Roster(
            "2026-10-01", whole: Roster.everything,
            records(Make.putClass("class-2", parallel: 5), first: Make.putClass(parallel: 6)))
        let taken = try journal.take(swapped)
        #expect(Set(taken.types) == ["GroupOpened", "EnrolmentEnded", "PupilEnrolled"] && taken.events.count == 6)
        #expect(try ids.map { try journal.thing(.schoolClass, $0) } == before.reversed())
        for kind in RosterKind.allCases { #expect(taken.count(kind, .ended) == 0) }
        #expect(try journal.take(swapped).events == [])
        try journal.expectFold()
    }

    @Test("their parallels are refused by the first's place in a roster that names only some")
    func parallelsOfSome() throws {
        let journal = try journal(Make.putClass("class-2", parallel: 6))
        let refused = try journal.refuse(
            Roster("2026-10-01", [Make.putClass(parallel: 6), Make.putClass("class-2", parallel: 5)]))
        #expect(refused.code == .exists && refused.field == "chunk[1].commands[1].letter")
        #expect(refused.message == "another record of this source is about the same class")
    }
}
