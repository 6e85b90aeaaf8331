import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import StatisticsCollector

@Suite("Alerts, accounts and visits")
struct OtherFeedTests {
    private static let alert = Sample.id(0xA1)
    private static let guardian = Sample.id(0x6A)
    private static let pupil = Sample.id(0x90)
    private static let account = Sample.id(0xAC)

    /// A store that events of the other feeds are applied to by hand.
    private struct Store {
        let queue: DatabaseQueue
        let projection: any Projection

        init(_ projection: any Projection) throws {
            self.projection = projection
            queue = try DatabaseQueue()
            try queue.write {
                try $0.execute(sql: StatisticsStore.newest)
            }
        }

        func apply(_ message: any Message, number: Int64 = 1) throws {
            let event = FeedEvent(
                sequence: number, id: Sample.id(UInt64(number)), school: Sample.school,
                type: type(of: message).shortName,
                schemaVersion: 1, recordedAt: number, actor: .none,
                content: .payload(try message.serializedBytes(), salt: Data()), traceID: .none)
            try queue.write { try projection.apply(event, source: 1, in: $0) }
        }
    }

    private static func request() throws -> FiguresRequest {
        try #require(FiguresRequest(school: Sample.school, classID: nil, days: Sample.day...Sample.day + 6))
    }

    private static func raised(_ alert: UUID = alert, rule: WireRule = .homework) -> WireAlertRaised {
        .with {
            $0.alertID = Sample.data(alert)
            $0.version = 1
            $0.rule = rule
            $0.classID = Sample.data(Sample.classID)
            $0.date = Sample.day.rawValue
        }
    }

    private static func closed(_ outcome: WireAlertOutcome) -> WireAlertClosed {
        .with {
            $0.alertID = Sample.data(alert)
            $0.version = 2
            $0.outcome = outcome
        }
    }

    private static func reopened() -> WireAlertReopened {
        .with {
            $0.alertID = Sample.data(alert)
            $0.version = 3
        }
    }

    private static let issued: WireAccountIssued = .with {
        $0.accountID = Sample.data(account)
        $0.version = 1
        $0.personID = Sample.data(guardian)
        $0.holder = .guardian
    }

    private static func visited(
        _ person: UUID = guardian, day: Day = Sample.day, holder: WireAccountHolder = .guardian
    ) -> WireDiaryVisited {
        .with {
            $0.personID = Sample.data(person)
            $0.pupilID = Sample.data(pupil)
            $0.day = day.rawValue
            $0.holder = holder
        }
    }

    private func alerts(_ store: Store) throws -> [AlertFigures] {
        let request = try Self.request()
        return try store.queue.read {
            try AlertReader().rows(request, from: [TestFeed.standing(feed: "alerts.1")], in: $0)
        }.map(\.figures)
    }

    @Test("an alert is open until it is closed, and again when it is reopened")
    func alertLife() throws {
        let store = try Store(AlertProjection())
        try store.apply(Self.raised())
        #expect(try alerts(store) == [AlertFigures(raised: 1, open: 1)])
        try store.apply(Self.closed(.fulfilled))
        #expect(try alerts(store) == [AlertFigures(raised: 1, late: 1)])
        try store.apply(Self.reopened())
        #expect(try alerts(store) == [AlertFigures(raised: 1, open: 1)])
        try store.apply(Self.closed(.withdrawn))
        #expect(try alerts(store) == [AlertFigures(raised: 1, withdrawn: 1)])
    }

    @Test("alerts are counted by rule")
    func rules() throws {
        let store = try Store(AlertProjection())
        try store.apply(Self.raised())
        try store.apply(Self.raised(Sample.id(0xA2), rule: .topic))
        try store.apply(Self.raised(Sample.id(0xA3), rule: .topic))
        #expect(try alerts(store).map(\.raised) == [2, 1])
    }

    @Test("what cannot be is poisoned and changes nothing")
    func poison() throws {
        let alerts = try Store(AlertProjection())
        try alerts.apply(Self.raised())
        var unknown = Self.closed(.fulfilled)
        unknown.alertID = Sample.data(Sample.id(7))
        var wrong: [any Message] = [Self.raised(), unknown, Self.closed(.unspecified), WireAlertReopened()]
        wrong.append(Self.raised(Sample.id(7), rule: .unspecified))
        wrong.append(Self.raised(Sample.id(7), rule: .UNRECOGNIZED(9)))
        for message in wrong {
            #expect(throws: PoisonedEvent.self) { try alerts.apply(message) }
        }
        #expect(try self.alerts(alerts) == [AlertFigures(raised: 1, open: 1)])
        let diary = try Store(DiaryProjection())
        try diary.apply(Self.issued)
        try diary.apply(Self.visited())
        let refused: [any Message] = [
            Self.issued, Self.visited(), Self.visited(holder: .unspecified), WireAccountClosed(),
        ]
        for message in refused {
            #expect(throws: PoisonedEvent.self) { try diary.apply(message) }
        }
    }

    @Test("an account is never used until its holder has come; a pupil's own look is not a parent's")
    func families() throws {
        let store = try Store(DiaryProjection())
        try store.apply(Self.issued)
        let (request, standing) = (try Self.request(), TestFeed.standing(feed: "diary.1"))
        func accounts() throws -> [AccountRow] {
            try store.queue.read { try FamilyReader().accounts(of: Sample.school, from: [standing], in: $0) }
        }
        #expect(
            try accounts() == [AccountRow(feed: "diary.1", holder: .guardian, issued: 1, closed: 0, neverUsed: 1)])
        try store.apply(Self.visited())
        try store.apply(Self.visited(day: Sample.day + 1))
        try store.apply(Self.visited(Self.pupil, holder: .pupil))
        #expect(try accounts().map(\.neverUsed) == [0])
        let visits = try store.queue.read { try FamilyReader().visits(request, from: [standing], in: $0) }
        #expect(visits.map(\.day) == [Sample.day, Sample.day + 1])
        #expect(visits.map(\.visits) == [1, 1] && visits.map(\.ownVisits) == [1, 0])
        #expect(visits.map(\.visitors) == [1, 1] && visits.map(\.pupilsReached) == [1, 1])
        try store.apply(.with { $0.accountID = Sample.data(Self.account) } as WireAccountClosed)
        #expect(try accounts().map(\.closed) == [1])
    }

    @Test("clearing leaves nothing of a source")
    func clear() throws {
        let store = try Store(DiaryProjection())
        try store.apply(Self.issued)
        try store.apply(Self.visited())
        #expect(try store.queue.write { try store.projection.clear(source: 1, limit: 1, in: $0) } == false)
        #expect(try store.queue.write { try store.projection.clear(source: 1, limit: 1, in: $0) } == true)
    }
}
