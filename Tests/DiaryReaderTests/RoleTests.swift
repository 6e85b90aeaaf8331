import EventFeed
import ServiceKit
import Testing

@testable import DiaryReader

@Suite struct RoleTests {
    @Test("A diary's role lets it read what it reads, and no more") func types() throws {
        let role = try #require(Role.named("diary"))
        #expect(role.feeds == ["journal": .only(JournalProjection().types)])
    }
}
