import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import StatisticsCollector

@Suite("Families in the API")
struct FamilyAPITests {
    private static let other = Sample.id(0x5D)
    private static let diary = TestFeed.standing(source: 2, feed: "diary.1")
    private let api: TestAPI

    init() throws { api = try TestAPI(standings: { [TestFeed.standing(), Self.diary] }) }

    /// Parents of a school with an account each, of whom the first look at the diary of one child each on a day.
    private func parents(_ count: Int, visiting: Int, on day: Day = Sample.day, school: UUID = Sample.school) throws {
        let base: UInt64 = school == Sample.school ? 0x1_0000 : 0x2_0000
        for number in 0..<UInt64(count) {
            try tell(
                WireAccountIssued.with {
                    $0.accountID = Sample.data(Sample.id(base + number))
                    $0.version = 1
                    $0.personID = Sample.data(Sample.id(base + 0x1000 + number))
                    $0.holder = .guardian
                }, school)
            guard number < visiting else { continue }
            try tell(
                WireDiaryVisited.with {
                    $0.personID = Sample.data(Sample.id(base + 0x1000 + number))
                    $0.pupilID = Sample.data(Sample.id(base + 0x2000 + number))
                    $0.day = day.rawValue
                    $0.holder = .guardian
                }, school)
        }
    }

    private func tell(_ message: any Message, _ school: UUID) throws {
        let event = api.feed.event(
            type(of: message).shortName, .payload(try message.serializedBytes(), salt: Data()), school)
        try api.feed.queue.write { try DiaryProjection().apply(event, source: 2, in: $0) }
    }

    private func ask(_ days: String = "from=2026-09-01&to=2026-09-07") async throws -> String {
        try await api.ask("/api/v1/families", "school=\(Sample.school.uuidString)&\(days)").text
    }

    @Test("are counted over the days asked for: parents with an account, who came, the share, and pupils reached")
    func period() async throws {
        try parents(40, visiting: 25)
        let answer = try await ask()
        #expect(answer.contains(#""parents":40"#) && answer.contains(#""pupils_reached":25"#))
        // 40 = 15 who never came + 25 who did: nobody came at another time, which must not be told.
        #expect(answer.contains(#""never_used":null,"parents":40"#))
        #expect(answer.contains(#""visiting":25,"visiting_per_mille":625"#))
        #expect(
            answer.contains(
                #""days":[{"date":"2026-09-01","feed":"diary.1","own_visits":null,"pupils_reached":25,"visitors":25,"#
                    + #""visits":25}]"#))
    }

    @Test("are not shown where they are few, neither accounts nor visits nor shares")
    func few() async throws {
        try parents(4, visiting: 3)
        let answer = try await ask()
        #expect(
            answer.contains(
                #""accounts":[{"closed":null,"feed":"diary.1","holder":"guardian","issued":null,"never_used":null}]"#))
        #expect(
            answer.contains(
                #"{"date":"2026-09-01","feed":"diary.1","own_visits":null,"pupils_reached":null,"visitors":null,"#
                    + #""visits":null}"#))
        #expect(
            answer.contains(
                #""period":{"never_used":null,"parents":null,"pupils_reached":null,"visiting":null,"#
                    + #""visiting_per_mille":null}"#))
    }

    @Test("are hidden for the sake of a smaller school, whose number the city's total would tell")
    func covering() async throws {
        try api.feed.apply(Sample.registered(Self.other), school: Self.other)
        try parents(40, visiting: 25)
        try parents(4, visiting: 4, school: Self.other)
        let answer = try await ask()
        #expect(answer.contains(#""pupils_reached":null,"visitors":25"#), "the page's total by day is 29")
        #expect(answer.contains(#""parents":null,"pupils_reached":null"#))
    }
}
