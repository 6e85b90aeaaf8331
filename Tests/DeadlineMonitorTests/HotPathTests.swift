import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import TestKit
import Testing

@testable import DeadlineMonitor

@Suite("What the monitor does for each news of a journal, each instant and each page")
struct HotPathTests {
    private static let lessons = (0...3 as ClosedRange<UInt64>).map { Sample.id(0x10 + $0) }
    private static let saturday = Sample.day + 2
    private static let work = Sample.id(0x20)

    /// A double lesson with a work, a lesson on a day that is off for most, and one that comes to nothing.
    private static let record: [any Message] = [
        Sample.timetable(Sample.id(0x77), from: Sample.day - 2, weekdays: [4]),
        Sample.timetable(Sample.id(0x77), from: Sample.day - 2, weekdays: [4, 6]),
        Sample.scheduled(lessons[0]), Sample.scheduled(lessons[1], number: 2),
        Sample.scheduled(lessons[2], on: saturday), Sample.scheduled(lessons[3], number: 4),
        Sample.cancelled(lessons[3]), Sample.dropped(lessons[3]),
        Sample.topic(lessons[0]), Sample.homework(lessons[0]), Sample.work(work, of: lessons[0]),
        Sample.roll(lessons[0], Sample.entry(Sample.pupils[0], .absent)),
        Sample.attendance(lessons[0], Sample.entry(Sample.pupils[0], .present)),
        Sample.mark(Sample.id(0x30), for: work, of: Sample.pupils[0], value: Sample.owed),
        Sample.markChanged(Sample.id(0x30), to: Sample.points(4)), Sample.markWithdrawn(Sample.id(0x30)),
        Sample.moved(lessons[1], to: saturday), Sample.policyChanged(Sample.policy()),
        Sample.workWithdrawn(work), Sample.enrolmentEnded(number: 2, last: Sample.day - 1),
        WireSchoolZoneSet.with {
            $0.version = 2
            $0.since = saturday.rawValue
            $0.zone = "Europe/Samara"
        },
        WireSchoolRenamed.with {
            $0.version = 3
            $0.name = "Лицей № 1"
        },
        WireClassRenamed.with {
            $0.classID = Sample.data(Sample.classID)
            $0.version = 2
            $0.letter = "Б"
        },
        WireGroupRenamed.with {
            $0.groupID = Sample.data(Sample.group)
            $0.version = 2
            $0.name = "7Б"
        },
        WireCourseRenamed.with {
            $0.courseID = Sample.data(Sample.course)
            $0.version = 3
            $0.name = "Геометрия"
        },
    ]

    /// A late entry, people who go, and one who comes back.
    private static let end: [any Message] = [
        Sample.homework(lessons[2]),
        WireRoleEnded.with {
            $0.roleID = Sample.data(Sample.id(0x75))
            $0.version = 2
            $0.lastDay = Sample.day.rawValue
        },
        WireStaffLeft.with {
            $0.staffID = Sample.data(Sample.teacher)
            $0.version = 2
            $0.lastDay = Sample.day.rawValue
        },
        WireStaffReturned.with {
            $0.staffID = Sample.data(Sample.teacher)
            $0.version = 3
            $0.firstDay = Sample.day.rawValue + 1
        },
        WireSessionsRevoked.with { $0.staffID = Sample.data(Sample.teacher) },
        WireStaffAccountClosed.with {
            $0.staffID = Sample.data(Sample.teacher)
            $0.version = 4
        },
        WirePayloadErased.with { $0.sequences = [9_999] },
    ]

    /// What the plans may go through.
    private static let few: Set<String> = [
        // One row for each feed that is read, and the own feed's.
        "SCAN source USING INDEX source_live", "SCAN s USING INDEX source_live", "SCAN feed_identity",
        // The alerts of one page.
        "SCAN a",
        // Indexes of what is to be raised yet, and of what nobody knows a deadline of.
        "SEARCH obligation USING INDEX obligation_to_raise (source=? AND raise_at>? AND raise_at<?)",
        "SEARCH obligation USING INDEX obligation_to_raise (source=? AND raise_at>?)",
        "SCAN obligation USING INDEX obligation_undated",
        // A school comes to follow another zone: its groups are found among all, which are few beside lessons.
        "SEARCH study_group USING PRIMARY KEY (source=?)",
    ]

    @Test("goes through no table that grows, and passes over no index")
    func plans() async throws {
        let (monitor, plans) = (try TestMonitor([]), QueryPlans())
        try await monitor.queue.write { plans.listen(to: $0) }
        try monitor.play(Sample.directory() + StaffOfTwoSchools().people, at: Sample.at(0, day: -2))
        try monitor.play(Self.record, at: Sample.at(10))
        try monitor.complete(until: Sample.at(0, day: 20))
        try monitor.play(Self.end, at: Sample.at(1, day: 20))
        #expect(Set(monitor.played.map(\.type)) == JournalEvents.types)
        try await look(monitor.queue)
        try await monitor.queue.read { database in
            let wide = try plans.wide(except: Self.few, in: database)
            #expect(wide == [])
            let unused = try plans.unused(of: MonitorStore.tables.map { $0.name }, in: database)
            #expect(unused == [])
        }
        // The test's own question, asked when the listening is over.
        #expect(try Set(monitor.told()) == ["AlertRaised", "AlertClosed"])
    }

    private func look(_ store: DatabaseQueue) async throws {
        let readers = MonitorReaders(store)
        let rights = try await readers.staff.rights(of: StaffOfTwoSchools.deputy, now: Sample.at(12))
        #expect(rights?.schools.map(\.seesAll) == [true] && rights?.name != nil)
        _ = try await readers.sessions.standing(key: Sample.id(0x77), person: StaffOfTwoSchools.deputy)
        for states in AlertFilter.States.allCases {
            let ofSchool = try await readers.alerts.list(AlertFilter(school: Sample.school, states: states))
            #expect(!ofSchool.alerts.isEmpty)
            _ = try await readers.alerts.list(AlertFilter(owner: Sample.teacher, states: states))
        }
    }
}
