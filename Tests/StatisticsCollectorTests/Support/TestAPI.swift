import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import School
import Synchronization
import Testing
import Web

@testable import StatisticsCollector

/// The API over a store with two lessons, asked without a socket.
struct TestAPI {
    static let token = "a-token-for-tests"

    let feed: TestFeed
    private let standings: StatisticsFigures.Standings
    private let log: LogLines

    init(standings: StatisticsFigures.Standings? = nil, log: LogLines = LogLines()) throws {
        feed = try TestFeed()
        try feed.apply(all: Sample.fullLesson(0))
        try feed.apply(all: Sample.fullLesson(1))
        self.log = log
        self.standings = standings ?? { Self.twoFeeds }
    }

    /// One feed is live, another stopped.
    static let twoFeeds = [
        FeedStanding(
            feed: "journal.1", source: 1, state: "live", since: 1_788_200_000_000_000, cursor: 18,
            completeUntil: Sample.endInMoscow),
        FeedStanding(
            feed: "journal.2", source: 2, state: "diverged", since: 1_788_100_000_000_001, cursor: 7,
            completeUntil: Sample.endInMoscow - 1),
        FeedStanding(
            feed: "journal.3", source: 3, state: "connecting", since: nil, cursor: 0, completeUntil: nil),
    ]

    static let week = "school=\(Sample.school.uuidString)&from=2026-09-01&to=2026-09-07"

    static func hash(_ token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }

    struct Answer {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
    }

    func ask(
        _ path: String = "/api/v1/days", _ query: String = week, method: HTTPRequest.Method = .get,
        authorization: String? = "Bearer \(token)", headers: HTTPFields = [:]
    ) async throws -> Answer {
        let log = log
        let tokens = [("other", "another token"), ("tests", Self.token)].compactMap { name, token in
            APIToken(name: name, sha256: Self.hash(token))
        }
        let logger = Logger(label: "test") { _ in LineHandler(lines: log) }
        let site = try Self.site(
            StatisticsFigures(reader: feed.queue, standings: standings), tokens: tokens, logger: logger)
        let application = Application(router: site.router, logger: logger)
        var sent = headers
        sent[.authorization] = authorization
        let all = sent
        return try await application.test(.router) { client in
            try await client.execute(uri: "/statistics\(path)?\(query)", method: method, headers: all) { response in
                Answer(status: response.status, headers: response.headers, text: String(buffer: response.body))
            }
        }
    }
}

extension TestAPI {
    static func site(_ figures: StatisticsFigures, tokens: [APIToken], logger: Logger) throws -> WebSite {
        try WebSite(
            WebSite.Parts(
                web: WebConfiguration(
                    host: "127.0.0.1", port: 0, basePath: BasePath(verified: "/statistics"),
                    publicOrigin: try #require(PublicOrigin("http://zvonok.test")), secureCookies: false,
                    trustedProxies: TrustedProxies([.loopback]), journalBase: BasePath(verified: "/journal")),
                name: CityWords.site, isSample: true, now: { Sample.endInMoscow },
                bearers: BearerDoor(realm: "statistics", tokens: tokens)),
            routes: StatisticsRoutes(figures: figures, logger: logger).table)
    }
}

/// Every line that is logged, with its metadata.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct LineHandler: LogHandler {
    let lines: LogLines
    var logLevel: Logger.Level = .trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.append("\(event.message) \(metadata) \(event.metadata ?? [:])")
    }
}
