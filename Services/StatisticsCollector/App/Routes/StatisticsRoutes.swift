import Foundation
import HTTPTypes
import Hummingbird
import Web

/// The API: figures by school, class and day, as JSON and CSV, for bearers of a known token.
///
/// | Page | Query |
/// |---|---|
/// | `/api/v1/days`, `/api/v1/days.csv` | `school` (UUID), `from`, `to` (dates, inclusive), `class` (UUID, optional) |
public struct StatisticsRoutes: Sendable {
    static let daysPath = "/api/v1/days"
    static let daysTablePath = "/api/v1/days.csv"
    /// How the feeds stand, in answers whose body cannot say so where it has no row.
    static let standingsField = HTTPField.Name("Feed-Standings")

    private let figures: StatisticsFigures
    private let tokens: [APIToken]

    /// - Parameter tokens: who may ask; with none, no one may.
    public init(figures: StatisticsFigures, tokens: [APIToken]) {
        self.figures = figures
        self.tokens = tokens
    }

    /// Adds the pages, and before them what guards every page of this router.
    public func add<Context: RequestContext>(to router: Router<Context>) {
        router.add(middleware: ProblemMiddleware<Context>(paths: [Self.daysPath, Self.daysTablePath]))
        router.add(middleware: BearerMiddleware<Context>(door: BearerDoor(realm: "statistics", tokens: tokens)))
        add(Self.daysPath, to: router, days)
        add(Self.daysTablePath, to: router, daysTable)
    }

    private func add<Context: RequestContext>(
        _ path: String, to router: Router<Context>, _ answer: @escaping @Sendable (Request) async throws -> Response
    ) {
        router.get(RouterPath(path)) { request, _ in try await answer(request) }
        router.head(RouterPath(path)) { request, _ in try await answer(request).createHeadResponse() }
    }

    private func days(_ request: Request) async throws -> Response {
        let answer = try await figures.answer(FiguresQuery.request(from: request.uri.queryParameters))
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: try JSONText.encode(FiguresDocument(answer)))))
    }

    private func daysTable(_ request: Request) async throws -> Response {
        let answer = try await figures.answer(FiguresQuery.request(from: request.uri.queryParameters))
        let table = FiguresTable(answer: answer)
        var headers: HTTPFields = [.contentType: FiguresTable.contentType]
        if let name = Self.standingsField { headers[name] = table.standings }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: table.text)))
    }
}
