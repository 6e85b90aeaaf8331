import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("Where the school is, it is")
struct MarkDateTests {
    private static let minute: Int64 = 60_000_000
    /// 14 October 2026, 14:00 in Moscow.
    private static let laterLessonStart = Sample.now + 120 * minute

    @Test("ten minutes before a lesson that its roll and its marks open, not a microsecond earlier")
    func opening() throws {
        let journal = try Sample.journal()
        let opens = Self.laterLessonStart - 10 * Self.minute
        let roll = Make.takeRoll(Sample.laterLesson, version: 0, [])
        let mark = Make.giveMark(
            Sample.id(0x500), work: Sample.laterWork, value: Make.value(points: 5), date: Sample.today)
        // A rejected command moves no clock, so both are judged at the same instant.
        journal.set(opens - 1)
        #expect(try journal.reject(roll).code == .inFuture)
        #expect(try journal.reject(mark).code == .inFuture)
        journal.set(opens)
        try journal.accept(roll)
        try journal.accept(mark)
        try journal.expectFold()
    }

    @Test("midnight that makes tomorrow's mark one of today")
    func midnight() throws {
        let journal = try Sample.journal()
        let midnight = Sample.now + 12 * 60 * Self.minute
        let mark = Make.giveMark(Sample.id(0x500), value: Make.value(points: 5), date: Sample.today + 1)
        journal.set(midnight - 1)
        #expect(try journal.reject(mark).code == .inFuture)
        journal.set(midnight)
        try journal.accept(mark)
    }

    @Test("the zone in force that says what today is")
    func zone() throws {
        let journal = try Sample.journal()
        // 13:00 UTC: still the 14th in Moscow, already the 15th in Kamchatka.
        journal.set(Sample.now + 4 * 60 * Self.minute)
        let mark = Make.giveMark(Sample.id(0x500), value: Make.value(points: 5), date: Sample.today + 1)
        #expect(try journal.reject(mark).code == .inFuture)
        try journal.accept(
            WireSetSchoolZone.with {
                $0.expectedVersion = 1
                $0.since = Sample.today.rawValue
                $0.zone = "Asia/Kamchatka"
            })
        try journal.accept(mark)
    }

    @Test("the first and the last day of an enrolment on which a pupil can be marked")
    func membership() throws {
        let journal = try Sample.journal()
        try journal.accept(
            WireEndEnrolment.with {
                $0.enrolmentID = Sample.enrolment.wire
                $0.expectedVersion = 1
                $0.lastDay = Sample.monday.rawValue
                $0.orderNumber = "1"
            })
        try journal.accept(
            Make.enrol(Sample.id(0x501), Sample.stranger, schoolClass: Sample.schoolClass, from: Sample.monday + 1))
        func mark(_ pupil: UUID, _ date: Day) -> WireGiveMark {
            Make.giveMark(Sample.id(0x502), pupil: pupil, value: Make.value(points: 5), date: date)
        }
        #expect(try journal.reject(mark(Sample.pupil, Sample.monday + 1)).code == .notInGroup)
        #expect(try journal.reject(mark(Sample.stranger, Sample.monday)).code == .notInGroup)
        try journal.accept(mark(Sample.pupil, Sample.monday))
        try journal.accept(
            Make.giveMark(
                Sample.id(0x503), pupil: Sample.stranger, value: Make.value(points: 5), date: Sample.monday + 1))
    }
}

@Suite("The zones of a school")
struct ZoneHistoryTests {
    private let instant = Sample.now

    private func history(_ periods: [(String, String)]) throws -> ZoneHistory {
        try #require(
            ZoneHistory(
                try periods.map { .init(since: Sample.day($0.0), zone: try SchoolZone(named: $0.1)) }))
    }

    @Test("are none without a period")
    func empty() {
        let zones = ZoneHistory([])
        #expect(zones.map { _ in true } == nil)
    }

    @Test("hold each from its day on, the first before it too")
    func zoneOnDay() throws {
        let zones = try history([("2026-03-01", "Europe/Samara"), ("2025-01-01", "Europe/Moscow")])
        #expect(zones.zone(on: Sample.day("2020-01-01")).name == "Europe/Moscow")
        #expect(zones.zone(on: Sample.day("2026-02-28")).name == "Europe/Moscow")
        #expect(zones.zone(on: Sample.day("2026-03-01")).name == "Europe/Samara")
    }

    @Test("change where the day begins in the new one")
    func localTime() throws {
        let zones = try history([("2020-01-01", "Europe/Moscow"), ("2026-10-15", "Europe/Samara")])
        let midnightInSamara = instant + 11 * 3_600_000_000
        #expect(zones.local(at: midnightInSamara - 1).day == Sample.today)
        #expect(zones.local(at: midnightInSamara) == .init(Sample.today + 1, try #require(MinuteOfDay("00:00"))))
    }
}
