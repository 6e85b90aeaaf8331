import DoorKit
import Foundation
import Logging
import Testing
import Web

@testable import StatisticsCollector

@Suite("Every door of the statistics")
struct DoorTests {
    private let doors: Doors
    private let site: WebSite

    init() throws {
        let token = try #require(APIToken(name: "tests", sha256: TestAPI.hash(TestAPI.token)))
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let figures = StatisticsFigures(reader: try TestAPI().feed.queue, standings: { TestAPI.twoFeeds })
        site = try TestAPI.site(figures, tokens: [token], logger: quiet)
        let week = "?" + TestAPI.week
        doors = Doors(
            site, secrets: ["lessons_held", "alerts_"],
            [
                "statistics.city": Knock("/"),
                "statistics.api.days": Knock("/api/v1/days" + week),
                "statistics.api.days-csv": Knock("/api/v1/days.csv" + week),
                "statistics.api.alerts": Knock("/api/v1/alerts" + week),
                "statistics.api.families": Knock("/api/v1/families" + week),
            ])
    }

    @Test("is listed, and somebody has decided who may come in")
    func listed() throws {
        #expect(doors.undecided == [])
        let base = BasePath(verified: "/statistics")
        #expect(try Listing.difference(site.table, base: base, of: "statistics-collector") == nil)
    }

    @Test("but the city's page is shut to nobody, to families, to staff, and to unknown programs")
    func shut() async throws {
        let token = Base64URL.encode(Array(repeating: 7, count: 32))
        let guests = [
            Guest.nobody, Guest("a family", .family, cookies: ["\(SiteCookies.family)=\(token)"]),
            Guest("staff", .staff, cookies: ["\(SiteCookies.staff)=\(token)"]),
            Guest("a program", .nobody, authorization: "Bearer \(token)"),
        ]
        for guest in guests {
            let complaints = try await doors.complaints(of: guest)
            #expect(complaints == [])
        }
    }

    @Test("opens to a program with its token: no refusal was the request's fault")
    func open() async throws {
        let program = Guest("a program", .program, authorization: "Bearer \(TestAPI.token)")
        let complaints = try await doors.complaints(ofOwner: program)
        #expect(complaints == [])
    }
}
