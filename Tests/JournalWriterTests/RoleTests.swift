import Contracts
import EventFeed
import ServiceKit
import Testing

@Suite struct RoleTests {
    @Test("A timetable office sends commands that there are") func timetable() throws {
        let role = try #require(Role.named("timetable"))
        guard case .only(let commands) = role.commands else { throw NotListed() }
        #expect(!commands.isEmpty && CommandTypes.journal.isSuperset(of: commands))
    }

    private struct NotListed: Error {}
}
