import EventFeed
import ServiceKit
import Testing

@testable import DeadlineMonitor

@Suite struct RoleTests {
    @Test("A monitor's role lets it read what it reads, and no more") func types() throws {
        let role = try #require(Role.named("monitor"))
        #expect(role.feeds == ["journal": .only(JournalEvents.types)])
    }
}
