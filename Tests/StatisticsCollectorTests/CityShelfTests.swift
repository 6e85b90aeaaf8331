import School
import Synchronization
import Testing

@testable import StatisticsCollector

@Suite("The city's figures are counted once")
final class CityShelfTests: Sendable {
    private let shelf = CityShelf()
    private let counts = Mutex((running: 0, most: 0, all: 0))
    private static let today = CityShelf.Question(day: nil, days: 14)

    private func view(
        _ question: CityShelf.Question = today, _ standings: [FeedStanding] = [TestFeed.standing()]
    ) async throws -> CityView {
        try await shelf.view(question, position: { standings }) { [self] in
            counts.withLock { counts in
                counts.running += 1
                counts.all += 1
                counts.most = max(counts.most, counts.running)
            }
            await Task.yield()
            counts.withLock { $0.running -= 1 }
            return CityView(
                figures: CityFigures(schools: [], rows: [], families: [], feeds: standings, zone: nil), day: nil)
        }
    }

    private var all: Int { counts.withLock { $0.all } }

    @Test("while no feed moves on, and anew when one does")
    func movesOn() async throws {
        for seconds in 0..<3 as Range<Int64> {
            _ = try await view(
                Self.today, [TestFeed.standing(completeUntil: TestFeed.everything + seconds * 1_000_000)])
        }
        #expect(all == 1)
        let positions = [
            TestFeed.standing(completeUntil: 7), TestFeed.standing(source: 2, completeUntil: 7),
            TestFeed.standing(source: nil, completeUntil: nil),
        ]
        for (number, standing) in positions.enumerated() {
            #expect(try await view(Self.today, [standing]).figures.feeds == [standing])
            #expect(all == 2 + number)
        }
        _ = try await view(Self.today, [TestFeed.standing(), TestFeed.standing(feed: "alerts.1")])
        #expect(all == 5)
    }

    @Test("however many ask at once, and never two counts beside each other")
    func atOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask { [self] in _ = try await view(.init(day: Day(rawValue: Int32(number % 3)), days: 14)) }
            }
            try await group.waitForAll()
        }
        #expect(counts.withLock { $0.most } == 1 && all == 3)
    }

    @Test("again after a count that failed")
    func failed() async throws {
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            _ = try await shelf.view(Self.today, position: { [] }) { throw Broken() }
        }
        _ = try await view()
        #expect(all == 1)
    }

    @Test("and no more answers are kept than the bound")
    func bounded() async throws {
        for number in 0..<Int32(3 * CityShelf.limit) { _ = try await view(.init(day: Day(rawValue: number), days: 14)) }
        #expect(await shelf.keptCount <= CityShelf.limit)
    }
}
