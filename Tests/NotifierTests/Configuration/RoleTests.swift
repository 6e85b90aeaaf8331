import EventFeed
import ServiceKit
import Testing

@testable import Notifier

@Suite struct RoleTests {
    @Test("A notifier's role lets it read what it reads, and no more") func types() throws {
        let role = try #require(Role.named("notifier"))
        let read: [String: Choice<String>] = [
            "journal": .only(JournalEvents.readers.types), "diary": .only(DiaryEvents.readers.types),
            "alerts": .only(AlertEvents.readers.types),
        ]
        #expect(role.feeds == read)
    }
}
