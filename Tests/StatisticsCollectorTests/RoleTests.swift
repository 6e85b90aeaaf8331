import EventFeed
import ServiceKit
import Testing

@testable import StatisticsCollector

@Suite struct RoleTests {
    @Test("A collector's role lets it read what it reads, and no more") func types() throws {
        let role = try #require(Role.named("statistics"))
        let read: [String: Choice<String>] = [
            "journal": .only(JournalProjection().types), "diary": .only(DiaryProjection().types),
            "alerts": .only(AlertProjection().types),
        ]
        #expect(role.feeds == read)
        #expect(Set(read.keys) == Set(FeedKind.allCases.map(\.rawValue)))
    }
}
