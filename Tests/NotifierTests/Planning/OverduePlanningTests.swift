import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import Notifier

@Suite("What is overdue, gathered for staff")
struct OverduePlanningTests {
    /// Friday morning after the sample Thursday.
    private static let friday = Sample.at(7, 30, day: 1)

    @Test("one mail a person on the next working morning, never one a lesson")
    func gathered() async throws {
        let post = try TestPost()
        try post.play(Sample.raised(1), Sample.raised(2, rule: .homework), of: "alerts.1", at: Sample.at(14))
        try await post.decide(until: Self.friday - 1)
        #expect(try post.states() == [])
        try await post.decide(until: Self.friday)
        #expect(try post.states() == ["ready"])
        let mails = try await post.claim(at: Self.friday)
        #expect(mails.map(\.text) == ["teacher@school.example\n2026-09-03 7А Алгебра 1\n2026-09-03 7А Алгебра 2"])
    }

    @Test("what is closed by then is not told, what was opened again is")
    func closed() async throws {
        let post = try TestPost()
        try post.play(Sample.raised(1), Sample.raised(2), of: "alerts.1", at: Sample.at(14))
        try post.play(Sample.alertClosed(1), Sample.alertClosed(2), of: "alerts.1", at: Sample.at(15))
        try post.play(Sample.alertReopened(2), of: "alerts.1", at: Sample.at(16))
        try await post.decide(until: Self.friday)
        #expect(try await post.claim(at: Self.friday).map { $0.text.split(separator: "\n").count } == [2])
    }

    @Test("what is closed before it could be sent is suppressed, what stays open comes again each working morning")
    func mornings() async throws {
        let post = try TestPost()
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))
        try await post.decide(until: Sample.at(12, day: 5))
        #expect(try post.states().count == 3, "Friday, Monday and Tuesday, not the weekend")
        try post.play(Sample.alertClosed(1), of: "alerts.1", at: Sample.at(7, day: 5))
        #expect(try await post.claim(at: Sample.at(12, day: 5)).isEmpty)
        #expect(try post.states() == ["suppressed stale", "suppressed stale", "suppressed undone"])
    }

    @Test("another school's journal that is away keeps nobody's mail back, the school's own does")
    func away() async throws {
        let post = try TestPost(away: ["journal.2"])
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))
        try post.promise(Self.friday, of: ["diary.1", "alerts.1"])
        try post.promise(Self.friday - 1, of: ["journal.1"])
        #expect(try await post.desk.planOverdue().changes == [])
        try post.promise(Self.friday, of: ["journal.1"])
        let step = try await post.desk.planOverdue()
        #expect(step.changes == [MailChange(kind: .overdue, state: .ready)])
        #expect(step.reached == nil, "not every school is decided upon")
        #expect(try await post.claim(at: Self.friday).count == 1)
    }

    @Test("after the quiet has begun nothing is sent")
    func quiet() async throws {
        let post = try TestPost()
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))
        try await post.decide(until: Self.friday)
        #expect(try await post.claim(at: Sample.at(20, day: 1) + 1).isEmpty)
        #expect(try post.states() == ["suppressed stale"])
    }

    @Test("a Saturday with lessons that were known by then is a working day")
    func saturday() async throws {
        let post = try TestPost()
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(8, day: 1))
        try post.play(Sample.scheduled(Sample.id(0x1F), on: Sample.day + 2), at: Sample.at(9, day: 1))
        try post.play(Sample.scheduled(Sample.id(0x20), on: Sample.day + 3), at: Sample.at(8, day: 3))
        try await post.decide(until: Sample.at(12, day: 3))
        #expect(try await post.claim(at: Sample.at(7, 30, day: 2)).count == 1)
        #expect(try post.states() == ["sending"], "Sunday's lesson was entered after that morning")
    }

    /// How a lesson leaves its day.
    enum Departure: CaseIterable {
        case dropped, cancelled, moved

        func message(_ lesson: UUID) -> any Message {
            switch self {
            case .dropped: Sample.dropped(lesson)
            case .cancelled: Sample.cancelled(lesson)
            case .moved: Sample.moved(lesson, to: Sample.day)
            }
        }
    }

    @Test(
        "a Sunday that all its lessons had left by then is none on which anybody is written to",
        arguments: Departure.allCases)
    func leftSunday(_ departure: Departure) async throws {
        let (sunday, morning) = (Sample.day + 3, Sample.at(7, 30, day: 3))
        let lessons = [Sample.id(0x1F), Sample.id(0x20)]
        for (left, instant, count) in [(2, morning, 0), (1, morning, 1), (2, morning + 1, 1)] {
            let post = try TestPost()
            try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(12, day: 1))
            try post.play(lessons.map { Sample.scheduled($0, on: sunday) }, at: Sample.at(12, day: 1))
            // The last of them goes at this instant, the others before.
            try post.play(
                lessons.prefix(left).map(departure.message), at: instant - Int64(left) + 1)
            try await post.decide(until: Sample.at(12, day: 3))
            #expect(try post.states().count == count, "\(left) of 2 at \(instant - morning)")
        }
    }

    @Test("a public holiday whose lessons were all cancelled is one, whenever they were entered")
    func holiday() async throws {
        // 4 November 2026 is a Wednesday; no lesson of another day makes it one of teaching.
        let days = 62
        let post = try TestPost()
        let lesson = Sample.id(0x1F)
        try post.play(Sample.scheduled(lesson, on: Sample.day + days), at: Sample.at(8))
        try post.play(Sample.cancelled(lesson), at: Sample.at(8, day: days - 2))
        try post.play(Sample.moved(lesson, to: Sample.day + days), at: Sample.at(9, day: days - 2))
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(12, day: days - 1))
        try await post.decide(until: Sample.at(12, day: days))
        #expect(try post.states() == [], "cancelled, it stands nowhere, moved or not")
        try post.play(Sample.scheduled(Sample.id(0x20), on: Sample.day + days), at: Sample.at(13, day: days))
        try await post.decide(until: Sample.at(12, day: days + 1))
        #expect(try post.states() == ["ready"], "Thursday; what was entered later changes no morning that has passed")
    }

    @Test("a lesson moved to a Sunday makes it a working day, and its own day none that it makes")
    func movedToSunday() async throws {
        let post = try TestPost()
        let lesson = Sample.id(0x1F)
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(12, day: 1))
        try post.play(Sample.scheduled(lesson, on: Sample.day + 2), at: Sample.at(13, day: 1))
        try post.play(Sample.moved(lesson, to: Sample.day + 3), at: Sample.at(14, day: 1))
        try await post.decide(until: Sample.at(12, day: 3))
        #expect(try await post.claim(at: Sample.at(7, 30, day: 3)).count == 1)
        #expect(try post.states() == ["sending"], "Sunday, not Saturday")
    }

    @Test("a day of a year without a calendar keeps back no day before it, and no other school's")
    func unknownYearElsewhere() async throws {
        let post = try TestPost()
        let (other, first) = (Sample.id(0x5D), 365 * 9)
        try post.play([Sample.registered(other)], at: Sample.at(0), school: other)
        try post.play([Sample.raised(1)], of: "alerts.1", at: Sample.at(12, day: first))
        try post.play([Sample.raised(2)], of: "alerts.1", at: Sample.at(12, day: first), school: other)
        // Where a school teaches no calendar is asked: the one does for two days, the other for three.
        for (school, days) in [(Sample.school, 2), (other, 3)] {
            for day in first..<first + days {
                let lesson = Sample.id(UInt64(0x100 * days + day))
                try post.play([Sample.scheduled(lesson, on: Sample.day + day)], at: Sample.at(1), school: school)
            }
        }
        try post.promise(Sample.at(12, day: first + 2))
        let step = try await post.desk.planOverdue()
        #expect(step.changes.count == 3 && step.isMore)
        await #expect(throws: UnknownYear(year: 2035)) { try await post.desk.planOverdue() }
        #expect(try post.states() == ["ready", "ready", "ready"])
    }

    @Test("a year without a calendar stops the decision, and says so")
    func unknownYear() async throws {
        let post = try TestPost()
        let instant = Sample.at(12, day: 365 * 9)
        try post.play(Sample.raised(1), of: "alerts.1", at: instant)
        try post.promise(instant + 100 * Sample.hour)
        await #expect(throws: UnknownYear(year: 2035)) { try await post.desk.planOverdue() }
        #expect(try post.states() == [])
    }

    @Test("a member of staff who left, or has no address, is not written to")
    func gone() async throws {
        let post = try TestPost()
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))
        try post.play(Sample.staffCard(email: nil), at: Sample.at(15))
        try await post.decide(until: Self.friday)
        #expect(try await post.claim(at: Self.friday).isEmpty)
        #expect(try post.states() == ["suppressed no-address"])
        let left = WireStaffLeft.with {
            $0.staffID = Sample.data(Sample.teacher)
            $0.lastDay = Sample.day.rawValue
        }
        try post.play(left, at: Sample.at(16))
        try await post.decide(until: Sample.at(12, day: 4))
        #expect(try await post.claim(at: Sample.at(12, day: 4)).isEmpty)
        #expect(try post.states() == ["suppressed no-address", "suppressed no-right"])
    }

    @Test("a member of staff who left and came back is written to, of things by the names they have now")
    func returned() async throws {
        let post = try TestPost()
        let teacher = Sample.data(Sample.teacher)
        let left = WireStaffLeft.with { ($0.staffID, $0.lastDay) = (teacher, Sample.day.rawValue - 5) }
        let back = WireStaffReturned.with { ($0.staffID, $0.firstDay) = (teacher, Sample.day.rawValue - 2) }
        let group = WireGroupRenamed.with { ($0.groupID, $0.name) = (Sample.data(Sample.group), "7Б") }
        let course = WireCourseRenamed.with { ($0.courseID, $0.name) = (Sample.data(Sample.course), "Геометрия") }
        try post.play([left, back, group, course], at: Sample.at(8, day: -1))
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))
        try await post.decide(until: Self.friday)
        let claimed = try await post.claim(at: Self.friday)
        let letter = try #require(claimed.first).content
        #expect(String(decoding: letter, as: UTF8.self).contains("7А Геометрия"))
        let groups = try await post.queue.read { try String.fetchAll($0, sql: "SELECT name FROM study_group") }
        #expect(groups == ["7Б"])
    }
}
