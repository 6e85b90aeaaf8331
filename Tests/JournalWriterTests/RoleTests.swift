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

    @Test("An importer sends rosters, all their records and nothing else") func importer() throws {
        let role = try #require(Role.named("importer"))
        #expect(role.commands == .only(CommandTypes.roster.union([CommandTypes.applyStage])))
    }

    private struct NotListed: Error {}
}
