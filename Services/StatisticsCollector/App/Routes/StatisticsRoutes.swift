import HTTPTypes
import Logging
import Web

/// Every route of the statistics: figures by school, class and day for bearers of a known token, and the city's page
/// for everybody.
///
/// | API | Query |
/// |---|---|
/// | `days`, `days.csv`, `alerts` | `school` (UUID), `from`, `to` (dates, inclusive), `class` (UUID, optional) |
/// | `families` | the same, without `class` |
public struct StatisticsRoutes: Sendable {
    static let daysPath = "/api/v1/days"
    static let daysTablePath = "/api/v1/days.csv"
    static let alertsPath = "/api/v1/alerts"
    static let familiesPath = "/api/v1/families"
    /// How the feeds stand, in answers whose body cannot say so where it has no row.
    static let standingsField = HTTPField.Name("Feed-Standings")

    private let figures: StatisticsFigures
    private let logger: Logger

    public init(figures: StatisticsFigures, logger: Logger) {
        self.figures = figures
        self.logger = logger
    }

    public var table: RouteTable {
        var table = RouteTable()
        table.get(
            "/", name: "statistics.city", access: .everyone("figures of whole schools, nobody's data"), reads: .nobody
        ) { request, _ in try await reading { try await city(request) } }
        table.get(Self.daysPath, name: "statistics.api.days", access: .bearer, reads: .nobody) { request, _ in
            try await reading { try .json(FiguresDocument(try await answer(request))) }
        }
        table.get(Self.daysTablePath, name: "statistics.api.days-csv", access: .bearer, reads: .nobody) { request, _ in
            try await reading { Self.table(try await answer(request)) }
        }
        table.get(Self.alertsPath, name: "statistics.api.alerts", access: .bearer, reads: .nobody) { request, _ in
            let asked = try FiguresQuery.request(from: request)
            return try await reading { try .json(AlertDocument(asked, try await figures.alerts(asked))) }
        }
        table.get(Self.familiesPath, name: "statistics.api.families", access: .bearer, reads: .nobody) { request, _ in
            let asked = try FiguresQuery.request(from: request)
            guard asked.classID == nil else { throw Problem.invalid("class", "families are counted by school") }
            return try await reading { try .json(FamilyDocument(asked, try await figures.families(asked))) }
        }
        return table
    }

    private func answer(_ request: WebRequest) async throws -> FiguresAnswer {
        try await figures.answer(FiguresQuery.request(from: request))
    }

    private static func table(_ answer: FiguresAnswer) -> Answer {
        let table = FiguresTable(answer: answer)
        var headers: HTTPFields = [.contentType: FiguresTable.contentType]
        if let name = standingsField { headers[name] = table.standings }
        return .document(table.text, headers: headers)
    }

    private func city(_ request: WebRequest) async throws -> Answer {
        try FiguresQuery.checkNames(request, ["day"])
        let view = try await figures.city(upTo: try request.queryDay("day"), days: CityPage.days)
        return .page(CityPage(view, home: request.link("/")).page).revalidated()
    }

    /// What the store's troubles are to whoever asked; their reasons are the log's.
    private func reading(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let problem as Problem {
            throw problem
        } catch {
            logger.error("figures could not be read", metadata: ["error": "\(error)"])
            throw Problem.unread
        }
    }
}
