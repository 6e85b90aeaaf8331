import Contracts
import Foundation
import GRDB
import HTTPTypes
import School
import SwiftProtobuf
import Testing
import Web

@testable import StatisticsCollector

@Suite("The city's page")
struct CityPageTests {
    @Test("is for everybody, names schools and says the share in words beside the chart")
    func page() async throws {
        let api = try TestAPI()
        try api.feed.apply(Sample.courseOpened())
        let answer = try await api.ask("/", "", authorization: nil)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.text.contains("Школа № 1"))
        #expect(answer.text.contains("<svg") && answer.text.contains("<desc id=\"chart-words\">1\u{A0}сентября: "))
        #expect(answer.text.contains("Весь город"))
        #expect(!answer.text.contains("style=") && !answer.text.contains("<script"))
    }

    @Test("speaks English where that is asked for, and refuses parameters it has not")
    func queries() async throws {
        let api = try TestAPI()
        #expect(try await api.ask("/", "day=2026-09-01", authorization: nil).status == .ok)
        #expect(try await api.ask("/", "day=tomorrow", authorization: nil).status == .badRequest)
        #expect(try await api.ask("/", "school=1", authorization: nil).status == .badRequest)
    }

    @Test("says so while there were no lessons")
    func nothing() async throws {
        let api = try TestAPI(standings: { [] })
        let answer = try await api.ask("/", "", authorization: nil)
        #expect(answer.status == .ok && answer.text.contains("Уроков пока не было"))
    }

    @Test("names a renamed school by its new name")
    func renamed() async throws {
        let api = try TestAPI()
        try api.feed.apply(
            .with {
                $0.version = 2; $0.name = "Лицей № 1"
            } as WireSchoolRenamed)
        #expect(try await api.ask("/", "", authorization: nil).text.contains("Лицей № 1"))
    }

    @Test(
        "adds counts up first and divides last",
        arguments: [(1, 3, 333), (2, 3, 667), (1, 2, 500), (0, 7, 0), (7, 7, 1_000)])
    func shares(_ part: Int, _ whole: Int, _ perMille: Int) {
        #expect(Share(part: part, whole: whole).perMille == perMille)
    }

    @Test("has no share of nothing")
    func noShare() { #expect(Share(part: 0, whole: 0).perMille == nil) }

    @Test("is not sent again to a browser that holds it, and is another once a feed has moved on")
    func held() async throws {
        let api = try TestAPI(standings: { [TestFeed.standing(source: 9)] })
        try api.feed.serve(source: 1, completeUntil: Sample.endInMoscow)
        let tag = try #require(try await api.ask("/", "", authorization: nil).headers[.eTag])
        let again = try await api.ask("/", "", authorization: nil, headers: [.ifNoneMatch: tag])
        #expect(again.status == .notModified && again.text.isEmpty)
        try await api.feed.queue.write {
            try $0.execute(sql: "UPDATE source SET complete_until = complete_until + 60000000")
        }
        let other = try await api.ask("/", "", authorization: nil, headers: [.ifNoneMatch: tag])
        #expect(other.status == .ok && other.headers[.eTag] != tag)
    }

    @Test("names the feeds that have never spoken, and does not call itself complete")
    func silent() async throws {
        let silent = FeedStanding(
            feed: "diary.1", source: nil, state: "connecting", since: nil, cursor: 0, completeUntil: nil)
        let text = try await TestAPI(standings: { [TestFeed.standing(), silent] }).ask("/", "", authorization: nil).text
        #expect(text.contains("в числах этого нет: diary.1") && !text.contains("Обновлено"))
    }
}
