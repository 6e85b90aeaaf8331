import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import TestKit
import Testing

@testable import StatisticsCollector

@Suite("What the statistics do for each news of a feed and each question")
struct HotPathTests {
    private static let lessons = (0...3 as ClosedRange<UInt64>).map { Sample.id(0x10 + $0) }
    private static let (work, mark, alert) = (Sample.id(0x20), Sample.id(0x30), Sample.id(0xA1))
    private static let (account, guardian) = (Sample.id(0xAC), Sample.id(0x6A))
    private static let owed = WireMarkValue.with { $0.symbol = .owed }

    /// A double lesson with a work, one that is entered early and then moved to today, and one that comes to nothing.
    private static let journal: [any Message] = [
        Sample.registered(),
        WireClassOpened.with {
            $0.classID = Sample.data(Sample.classID)
            $0.version = 1
            $0.parallel = 7
            $0.letter = "А"
            $0.schoolYear = 2027
        },
        Sample.groupOpened(), Sample.courseOpened(), Sample.timetable([2]), Sample.timetable([2, 6]),
        Sample.scheduled(lessons[0]), Sample.scheduled(lessons[1], end: 605, number: 2),
        Sample.scheduled(lessons[2], on: Sample.day + 1), Sample.scheduled(lessons[3], on: Sample.day + 2),
        Sample.cancelled(lessons[3]), Sample.dropped(lessons[3]), Sample.topic(lessons[2]),
        Sample.moved(lessons[2], to: Sample.day), Sample.homework(lessons[0], "§ 4"), Sample.roll(lessons[0]),
        Sample.attendance(lessons[0], code: .present), Sample.work(work, of: lessons[0]),
        Sample.mark(mark, for: work, value: owed), Sample.markChanged(mark, to: .with { $0.points = 5 }),
        Sample.markWithdrawn(mark), Sample.mark(Sample.id(0x31), for: work),
        Sample.zoneSet(since: Sample.day + 3, zone: "Europe/Samara"),
        WireSchoolRenamed.with {
            $0.version = 3
            $0.name = "Лицей № 1"
        },
        WireCoursePolicyChanged.with {
            $0.courseID = Sample.data(Sample.course)
            $0.version = 2
            $0.policy = Sample.courseOpened().policy
        },
    ]

    private static let alerts: [any Message] = [
        WireAlertRaised.with {
            $0.alertID = Sample.data(alert)
            $0.version = 1
            $0.rule = .homework
            $0.classID = Sample.data(Sample.classID)
            $0.date = Sample.day.rawValue
        },
        WireAlertClosed.with {
            $0.alertID = Sample.data(alert)
            $0.version = 2
            $0.outcome = .fulfilled
        },
        WireAlertReopened.with {
            $0.alertID = Sample.data(alert)
            $0.version = 3
        },
    ]

    private static let diary: [any Message] = [
        WireAccountIssued.with {
            $0.accountID = Sample.data(account)
            $0.version = 1
            $0.personID = Sample.data(guardian)
            $0.holder = .guardian
        },
        WireDiaryVisited.with {
            $0.personID = Sample.data(guardian)
            $0.pupilID = Sample.data(Sample.id(0x90))
            $0.day = Sample.day.rawValue
            $0.holder = .guardian
        },
        WireAccountClosed.with {
            $0.accountID = Sample.data(account)
            $0.version = 2
        },
    ]

    /// What the plans may go through.
    private static let few: Set<String> = [
        // One row for each feed that is read; one for each school, or few.
        "SCAN source USING INDEX source_live", "SEARCH school USING PRIMARY KEY (source=?)",
        "SEARCH latest USING PRIMARY KEY (source=?)",
        // The parents of one school.
        "SCAN parent",
    ]

    @Test("goes through no table that grows, and passes over no index")
    func plans() async throws {
        let (feed, plans) = (try TestFeed(isPrepared: false), QueryPlans())
        try await feed.queue.write { plans.listen(to: $0) }
        feed.restart(at: Sample.endInMoscow)
        try tell(feed, Self.journal, to: feed.projection, source: 1)
        try tell(feed, Self.alerts, to: AlertProjection(), source: 2)
        try tell(feed, Self.diary, to: DiaryProjection(), source: 3)
        try await ask(feed.queue)
        try await feed.queue.read { database in
            let tables = StatisticsStore.tables + StatisticsStore.alertTables + StatisticsStore.diaryTables
            let wide = try plans.wide(except: Self.few, in: database)
            #expect(wide == [])
            let unused = try plans.unused(of: tables.map { $0.name }, in: database)
            #expect(unused == [])
        }
    }

    /// Every kind of event that is read of a feed.
    private func tell(
        _ feed: TestFeed, _ messages: [any Message], to projection: any Projection, source: Int64
    ) throws {
        #expect(Set(messages.map { type(of: $0).shortName }) == projection.types)
        for message in messages {
            let event = feed.event(
                type(of: message).shortName, .payload(try message.serializedBytes(), salt: Data()))
            try feed.queue.write { try projection.apply(event, source: source, in: $0) }
        }
    }

    private func ask(_ store: DatabaseQueue) async throws {
        let figures = StatisticsFigures(
            reader: store,
            standings: {
                [
                    TestFeed.standing(), TestFeed.standing(source: 2, feed: "alerts.1"),
                    TestFeed.standing(source: 3, feed: "diary.1"),
                ]
            })
        let days = Sample.day...Sample.day + 6
        let request = try #require(FiguresRequest(school: Sample.school, classID: nil, days: days))
        #expect(try await figures.answer(request).rows.first?.figures.topicDuty.onTime == 1)
        #expect(try await figures.alerts(request).rows.count == 1)
        #expect(try await figures.families(request).accounts.count == 1)
        #expect(try await figures.city(upTo: Sample.day + 30, days: 7).day == Sample.day)
    }
}
