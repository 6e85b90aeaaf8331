import EventFeed
import Foundation
import GRDB
import School

/// Answers requests for figures from the store.
public struct StatisticsFigures: Sendable {
    public typealias Standings = @Sendable () async throws -> [FeedStanding]

    private let reader: any DatabaseReader
    private let standings: Standings
    private let figures = FiguresReader()
    private let alerts = AlertReader()
    private let families = FamilyReader()
    private let city = CityReader()
    private let shelf = CityShelf()

    /// - Parameter standings: how each feed stands now. Which rows are served of it, and up to which instant they are
    ///   complete, is read together with them.
    public init(reader: any DatabaseReader, standings: @escaping Standings) {
        self.reader = reader
        self.standings = standings
    }

    public func answer(_ request: FiguresRequest) async throws -> FiguresAnswer {
        try await read([.journal]) { [figures] feeds, database in
            FiguresAnswer(request: request, feeds: feeds, rows: try figures.rows(request, from: feeds, in: database))
        }
    }

    /// The alerts of a school, and how far their feeds had come.
    public func alerts(_ request: FiguresRequest) async throws -> (feeds: [FeedStanding], rows: [AlertRow]) {
        try await read([.alerts]) { [alerts] feeds, database in
            (feeds, try alerts.rows(request, from: feeds, in: database))
        }
    }

    /// The accounts of a school's families, and who of them came. The other schools are counted too: what is hidden of
    /// one must not follow from what is shown of the others.
    public func families(_ request: FiguresRequest) async throws -> FamilyAnswer {
        try await read([.diary, .journal]) { [families, city] feeds, database in
            let diaries = feeds.filter { $0.kind == .diary }
            let named = try city.schools(from: feeds.filter { $0.kind == .journal }, in: database).map(\.id)
            let schools = named.filter { $0 != request.school } + [request.school]
            let periods = try families.families(of: schools, request.days, from: diaries, in: database)
            return FamilyAnswer(
                feeds: diaries, accounts: try families.accounts(of: request.school, from: diaries, in: database),
                visits: try families.visits(request, from: diaries, in: database),
                coveringDays: try families.coveringDays(request, among: schools, from: diaries, in: database),
                period: ShownFamilies.of(periods).last ?? ShownFamilies())
        }
    }

    /// What the page of the city shows, for the days up to one; nil: up to the last with lessons so far. Counted anew only
    /// when a feed has moved on.
    public func city(upTo day: Day?, days count: Int) async throws -> CityView {
        try await shelf.view(
            CityShelf.Question(day: day, days: count),
            position: { try await read(FeedKind.allCases) { feeds, _ in feeds } },
            count: { try await countCity(upTo: day, days: count) })
    }

    private func countCity(upTo day: Day?, days count: Int) async throws -> CityView {
        try await read(FeedKind.allCases) { [city, families] feeds, database in
            let journals = feeds.filter { $0.kind == .journal }
            let zone = try city.zone(from: journals, in: database)
            let schools = try city.schools(from: journals, in: database)
            let until = journals.compactMap(\.completeUntil).min()
            let today = try zone.flatMap { name in
                try until.map { try SchoolZone(named: name).local(atMicroseconds: $0).day }
            }
            guard let last = try (day ?? today).flatMap({ try city.lastDay(upTo: $0, from: journals, in: database) })
            else {
                return CityView(
                    figures: CityFigures(schools: schools, rows: [], families: [], feeds: feeds, zone: zone), day: day)
            }
            let span = (last - (min(count, CityFigures.maximumDays) - 1))...last
            let rows = try schools.flatMap { try city.rows(of: $0.id, span, feeds, in: database) }
            let diaries = feeds.filter { $0.kind == .diary }
            let parents = try families.families(of: schools.map(\.id), span, from: diaries, in: database)
            return CityView(
                figures: CityFigures(
                    schools: schools, rows: rows, families: diaries.isEmpty ? [] : parents, feeds: feeds, zone: zone),
                day: last)
        }
    }

    /// Reads from the sources that are served, with the promise that stands beside their rows.
    private func read<Answer: Sendable>(
        _ kinds: [FeedKind], _ body: @escaping @Sendable ([FeedStanding], Database) throws -> Answer
    ) async throws -> Answer {
        let known = try await standings().filter { $0.kind.map(kinds.contains) ?? false }
        return try await reader.read { database in
            let served = try Subscription.served(in: database)
            let feeds = known.map { standing in
                served.first { $0.feed.rawValue == standing.feed }.map { standing.reading($0) } ?? standing
            }
            return try body(feeds, database)
        }
    }
}

extension FeedStanding {
    /// The same feed, by the rows that a transaction finds.
    fileprivate func reading(_ served: ServedSource) -> FeedStanding {
        FeedStanding(
            feed: feed, source: served.source, state: state, since: since, cursor: served.cursor,
            completeUntil: served.completeUntil)
    }
}
