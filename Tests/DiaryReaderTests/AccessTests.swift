import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import DiaryReader

@Suite("A diary opens to its own family alone")
struct AccessTests {
    /// Midnight in Moscow before this day, microseconds UTC.
    private func midnight(_ day: String) -> Int64 {
        (Int64(Sample.day(day).rawValue) * 86_400 - 3 * 3_600) * 1_000_000
    }

    @Test("to a guardian from the guardianship's first day to its last, by the school's clock")
    func spans() async throws {
        let book = try TestBook()
        try book.apply(Lessons.guardianshipEnded("2026-10-14"))
        for (instant, isOpen) in [
            (midnight("2026-09-01") - 1, false), (midnight("2026-09-01"), true), (midnight("2026-10-15") - 1, true),
            (midnight("2026-10-15"), false),
        ] {
            book.diary.set(instant)
            #expect((try await book.week() != nil) == isOpen, "at \(instant)")
            #expect(try await book.children().count == (isOpen ? 1 : 0))
        }
    }

    @Test("not to a guardian of another child, an unknown person, a guessed id or a member of staff")
    func others() async throws {
        let book = try TestBook()
        try book.apply(
            Lessons.added(Sample.secondGuardian, .guardian),
            Lessons.guards(Sample.id(0x65), Lessons.secondPupil, by: Sample.secondGuardian))
        #expect(try await book.week(of: Lessons.secondPupil) == nil)
        #expect(try await book.week(of: Sample.unknown) == nil)
        for person in [Sample.secondGuardian, Sample.unknown, Lessons.teacher, Sample.pupil] {
            try book.give(person)
            #expect(try await book.week(for: person) == nil)
        }
    }

    @Test("not to an account that another school gave, whatever person it names")
    func otherSchool() async throws {
        let book = try TestBook(hasAccount: false)
        try book.apply(Lessons.registered(Sample.otherSchool), school: Sample.otherSchool)
        for (person, holder) in [(Sample.guardian, Holder.guardian), (Sample.pupil, .pupil)] {
            try book.give(person, holder, school: Sample.otherSchool)
            #expect(try await book.book.family(of: person) != nil)
            #expect(try await book.children(of: person) == [])
        }
    }

    @Test("not without an account, and not with one that was closed")
    func closed() async throws {
        let book = try TestBook(hasAccount: false)
        #expect(try await book.book.family(of: Sample.guardian) == nil)
        try book.diary.accept(Make.issue())
        #expect(try await book.week() != nil)
        try book.diary.accept(Make.close(1))
        #expect(try await book.week() == nil)
        #expect(try await book.book.account(of: Sample.guardian) == nil)
        #expect(try await book.book.signIn(login: "ivanova") == nil)
    }

    @Test("to the pupil, who sees themself and nobody else")
    func pupil() async throws {
        let book = try TestBook(hasAccount: false)
        try book.give(Sample.pupil, .pupil)
        #expect(try await book.children(of: Sample.pupil).map(\.pupil) == [Sample.pupil])
        #expect(try await book.week(of: Lessons.secondPupil, for: Sample.pupil) == nil)
        #expect(try await book.week(of: nil, for: Sample.pupil)?.child.pupil == Sample.pupil)
        try book.give(Sample.guardian, .pupil)
        #expect(try await book.children() == [])
    }

    @Test("to a guardian of several by name, and each once")
    func several() async throws {
        let book = try TestBook()
        try book.apply(
            Lessons.guards(Sample.id(0x65), Lessons.secondPupil), Lessons.guards(Sample.id(0x66), Sample.pupil),
            Lessons.card(Lessons.secondPupil, .pupil, 1, "Иванова", "Алла"))
        #expect(try await book.children().map(\.name?.given) == ["Алла", "Пётр"])
        #expect(try await book.week(of: nil)?.child.pupil == Lessons.secondPupil)
    }

    @Test("without a name once the card is erased, with the one before where there is one")
    func erased() async throws {
        let book = try TestBook()
        // The pupil's card is the school's fifth event; the new one follows its last.
        let (first, second) = (UInt64(5), UInt64(Lessons.school.count + 1))
        try book.apply(Lessons.card(Sample.pupil, .pupil, 2, "Иванов", "Павел"))
        #expect(try await book.week()?.child.name?.given == "Павел")
        try book.apply(WirePayloadErased.with { $0.sequences = [second] })
        #expect(try await book.week()?.child.name?.given == "Пётр")
        try book.apply(WirePayloadErased.with { $0.sequences = [first] })
        #expect(try await book.week()?.child.name == nil)
    }

    @Test("by today where the school's clock was put into another zone")
    func zone() async throws {
        let book = try TestBook()
        try book.apply(Lessons.guardianshipEnded("2026-10-13"))
        // Noon in Moscow on the 14th is still the evening of the 13th in Honolulu.
        #expect(try await book.week() == nil)
        try book.apply(
            WireSchoolZoneSet.with {
                $0.version = 2
                $0.since = Sample.day("2026-10-01").rawValue
                $0.zone = "Pacific/Honolulu"
            })
        #expect(try await book.week()?.child.present.day == Sample.day("2026-10-13"))
    }
}
