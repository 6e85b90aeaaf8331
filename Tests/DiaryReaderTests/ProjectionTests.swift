import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import DiaryReader

@Suite("The projection of a journal")
struct ProjectionTests {
    private static let work = Sample.id(0x91)
    private static let mark = Sample.id(0xB1)

    /// One of every event, in an order in which a journal can tell it.
    private static let everything: [any Message] =
        Lessons.school + [
            WireSchoolRenamed.with { $0.name = "Школа № 2" },
            WireSchoolZoneSet.with {
                $0.since = Sample.day("2026-10-01").rawValue
                $0.zone = "Europe/Samara"
            },
            WireClassRenamed.with {
                $0.classID = Lessons.classID.wire
                $0.letter = "Г"
            },
            WireGroupRenamed.with {
                $0.groupID = Lessons.wholeClass.wire
                $0.name = "7Г"
            },
            WireCourseRenamed.with {
                $0.courseID = Lessons.algebra.wire
                $0.name = "Алгебра и начала анализа"
            },
            Lessons.topic(Lessons.monday), Lessons.homework(Lessons.monday, "§ 5", due: "2026-10-16"),
            Lessons.roll(
                Lessons.monday, [Lessons.entry(.ill), Lessons.entry(.late, minutes: 45, of: Lessons.secondPupil)]),
            Lessons.attendance(Lessons.monday, Lessons.entry(.excused)), Lessons.work(work, of: Lessons.monday),
            Lessons.mark(mark, for: work), Lessons.markChanged(mark, Lessons.points(1)), Lessons.markWithdrawn(mark),
            Lessons.workWithdrawn(work), Lessons.moved(Lessons.friday, to: "2026-10-17"),
            Lessons.cancelled(Lessons.friday), Lessons.dropped(Lessons.wednesday),
            Lessons.enrolmentEnded(Lessons.groupEnrolment, "2026-12-31"), Lessons.guardianshipEnded("2027-01-01"),
            WirePayloadErased.with { $0.sequences = [1_000_000] },
        ] as [any Message]

    @Test("knows every event it fetches, no card's address, and makes the same rows each time")
    func rebuilt() throws {
        let book = try TestBook(isPrepared: false)
        #expect(Set(Self.everything.map { type(of: $0).shortName }) == JournalEvents.types)
        try book.apply(all: Self.everything)
        let live = try book.dump(source: 1)
        #expect(live.allSatisfy { !$0.value.isEmpty })
        #expect(!live.description.contains("@"))
        #expect(live["course"]?.contains { $0.contains("Алгебра и начала анализа") } == true)
        #expect(live["study_group"]?.contains { $0.contains("7Г") } == true)
        try book.apply(all: Self.everything, source: 2)
        let cards = try #require(live["person_card"]).count
        #expect(try book.dump(source: 2)["person_card"]?.count == cards)
        for (table, rows) in try book.dump(source: 2) where table != "person_card" { #expect(rows == live[table]) }
        #expect(try book.dump(source: 1) == live)
    }

    @Test("is cleared within its limit, and other sources stay")
    func cleared() throws {
        let book = try TestBook(isPrepared: false)
        try book.apply(all: Self.everything)
        try book.apply(all: Self.everything, source: 2)
        let kept = try book.dump(source: 2)
        let total = try book.dump(source: 1).values.map(\.count).reduce(0, +)
        var left = total
        while left > 0 {
            let isDone = try book.queue.write { try book.projection.clear(source: 1, limit: 3, in: $0) }
            left = max(0, left - 3)
            #expect(try book.dump(source: 1).values.map(\.count).reduce(0, +) == left)
            #expect(isDone == (left == 0))
        }
        #expect(try book.dump(source: 2) == kept)
    }

    @Test("serves the source that is live, and the other the moment it is switched")
    func switched() async throws {
        let book = try TestBook()
        try book.apply(all: Lessons.school, source: 2)
        try book.apply(Lessons.topic(Lessons.monday), source: 2)
        #expect(try await book.week()?.day("2026-10-12")?.lessons.first?.lesson.topic == nil)
        try book.serve(source: 2)
        #expect(try await book.week()?.day("2026-10-12")?.lessons.first?.lesson.topic == "Дроби")
    }

    @Test("treats an erased card as absent, and any other erased event as poison")
    func erasedEvents() throws {
        let book = try TestBook()
        let before = try book.dump(source: 1)
        try book.apply(book.event("PupilCardRecorded", .erased(digest: Data(count: 32))))
        #expect(try book.dump(source: 1) == before)
        #expect(throws: PoisonedEvent.self) {
            try book.apply(book.event("TopicRecorded", .erased(digest: Data(count: 32))))
        }
    }

    struct Poison: CustomTestStringConvertible, Sendable {
        let message: any Message
        let reason: String
        var testDescription: String { "\(type(of: message).shortName): \(reason)" }

        init(_ message: any Message, _ reason: String) {
            self.message = message
            self.reason = reason
        }
    }

    private static let new = Sample.id(0xF1)

    static let poisons: [Poison] = [
        .init(WireLessonScheduled(), "lesson_id is missing"),
        .init(Lessons.lesson(Lessons.monday, "2026-10-12"), "there already"),
        .init(Lessons.lesson(new, "2026-10-12", group: new), "not told of"),
        .init(Lessons.lesson(new, "2026-10-12", course: new), "not told of"),
        .init(Make.with(Lessons.lesson(new, "2026-10-12")) { $0.teacherID = new.wire }, "not told of"),
        .init(Make.with(Lessons.lesson(new, "2026-10-12")) { $0.end = 1_440 }, "minute 1440"),
        .init(Make.with(Lessons.lesson(new, "2026-10-12")) { $0.number = 17 }, "between 1 and 16"),
        .init(Lessons.moved(new), "not told of"), .init(Lessons.dropped(new), "not told of"),
        .init(Lessons.topic(new), "not told of"), .init(Lessons.homework(new, nil), "not told of"),
        .init(Make.with(Lessons.homework(Lessons.monday, nil)) { $0.homework = nil }, "homework is missing"),
        .init(Lessons.cancelled(new), "not told of"), .init(Lessons.roll(new), "not told of"),
        .init(Lessons.roll(Lessons.monday, [Lessons.entry(.UNRECOGNIZED(8))]), "none of the values"),
        .init(Lessons.roll(Lessons.monday, [Lessons.entry(.late)]), "minutes"),
        .init(Lessons.attendance(Lessons.monday, Lessons.entry(.ill)), "not told of"),
        .init(Lessons.work(new, of: new), "not told of"),
        .init(Lessons.work(new, of: Lessons.monday, kind: .UNRECOGNIZED(16)), "none of the values"),
        .init(Lessons.mark(new, for: new), "not told of"),
        .init(Lessons.mark(new, for: work, of: new), "not told of"),
        .init(Lessons.mark(new, for: work, Lessons.points(6)), "1 to 5"),
        .init(Lessons.mark(new, for: work, Lessons.symbol(.UNRECOGNIZED(4))), "none of the values"),
        .init(Lessons.markChanged(new, Lessons.points(4)), "not told of"),
        .init(Lessons.guards(new, Lessons.teacher), "not told of"),
        .init(Lessons.guards(new, Sample.pupil, by: Sample.pupil), "not told of"),
        .init(Lessons.enrolled(new, Sample.guardian, classID: Lessons.classID), "not told of"),
        .init(Lessons.enrolled(new, Sample.pupil, classID: new), "not told of"),
        .init(Lessons.enrolled(new, Sample.pupil), "target is missing"),
        .init(Lessons.card(new, .pupil, 1, "А", "Б"), "not told of"),
        .init(Lessons.registered(new, zone: "Europe/Atlantis"), "time zone"),
    ]

    @Test("stops at an event that cannot be applied, and it changes nothing", arguments: poisons)
    func poison(_ example: Poison) throws {
        let book = try TestBook()
        try book.apply(Lessons.work(Self.work, of: Lessons.monday))
        let before = try book.dump(source: 1)
        let poisoned = #expect(throws: PoisonedEvent.self) { try book.apply(example.message) }
        #expect(poisoned?.problem.contains(example.reason) == true, "\(poisoned?.problem ?? "")")
        #expect(try book.dump(source: 1) == before)
    }

    @Test("stops at an event of another school about what is here, and at one of another version or type")
    func elsewhere() throws {
        let book = try TestBook()
        try book.apply(Lessons.registered(Sample.otherSchool), school: Sample.otherSchool)
        for message in [Lessons.topic(Lessons.monday), Lessons.work(Self.work, of: Lessons.monday)] as [any Message] {
            #expect(throws: PoisonedEvent.self) { try book.apply(message, school: Sample.otherSchool) }
        }
        let topic = EventContent.payload(try Lessons.topic(Lessons.monday).serializedBytes(), salt: Data())
        #expect(throws: PoisonedEvent.self) { try book.apply(book.event("TopicRecorded", topic, schemaVersion: 2)) }
        #expect(throws: PoisonedEvent.self) { try book.apply(book.event("TopicDreamt", topic)) }
    }

    @Test(
        "speaks against an account of a person it knows as another, or as another school's; of whom it knows nothing, never"
    )
    func knownPersons() throws {
        let book = try TestBook(hasAccount: false)
        let diary = book.diary
        #expect(try diary.reject(Make.issue(person: Sample.pupil)).field == "holder")
        #expect(try diary.reject(Make.issue(holder: .pupil)).field == "holder")
        #expect(try diary.reject(Make.issue(person: Lessons.teacher)).code == .unknown)
        #expect(try diary.reject(Make.issue(), school: Sample.otherSchool).code == .unknown)
        try diary.accept(Make.issue(person: Sample.unknown))
        try diary.accept(Make.issue(Sample.id(2), login: "second"))
        try diary.accept(Make.issue(Sample.id(3), person: Sample.pupil, holder: .pupil, login: "third"))
        try diary.expectFold()
    }
}
