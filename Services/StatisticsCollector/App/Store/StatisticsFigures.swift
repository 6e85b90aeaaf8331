import GRDB

/// Answers requests for figures from the store.
public struct StatisticsFigures: Sendable {
    /// How often a read is repeated because a feed's rows were switched meanwhile. A switch comes after a whole
    /// rebuild, so even a second one in a row is hardly possible.
    public static let maximumAttempts = 3

    public typealias Standings = @Sendable () async throws -> [FeedStanding]

    private let reader: any DatabaseReader
    private let standings: Standings
    private let figures = FiguresReader()

    /// - Parameter standings: how each feed stands now. Its cursor and promise may be older than the rows, never newer.
    public init(reader: any DatabaseReader, standings: @escaping Standings) {
        self.reader = reader
        self.standings = standings
    }

    /// - Throws: ``FeedsSwitching``, worth another try at once; what the store or `standings` throw.
    public func answer(_ request: FiguresRequest) async throws -> FiguresAnswer {
        for _ in 0..<Self.maximumAttempts {
            let before = try await standings()
            let rows = try await reader.read { [figures] in try figures.rows(request, from: before, in: $0) }
            // A source that was left in the meantime may already have been losing rows.
            if Self.sources(of: try await standings()) == Self.sources(of: before) {
                return FiguresAnswer(request: request, feeds: before, rows: rows)
            }
        }
        throw FeedsSwitching()
    }

    private static func sources(of standings: [FeedStanding]) -> Set<Int64> { Set(standings.map(\.source)) }
}

/// The feeds' rows were switched each time they were being read.
public struct FeedsSwitching: Error, CustomStringConvertible {
    public var description: String { "the figures are being rebuilt; ask again in a second" }
}
