import EventFeed
import Testing

@testable import ServiceKit

@Suite struct RoleTests {
    @Test("A role is found by its name, and by no other's") func names() {
        #expect(Set(Role.all.map(\.name)).count == Role.all.count)
        for role in Role.all { #expect(Role.named(role.name) == role) }
        #expect(Role.named("clerk") == nil)
    }

    @Test("Roles read feeds of kinds that there are") func kinds() {
        for role in Role.all { #expect(Role.Kind.all.isSuperset(of: role.feeds.keys), "\(role.name)") }
    }

    @Test("A role concerns the owners of what it reads or commands; an operator concerns all") func concerns() {
        #expect(Role.notifier.concerns(ownerOf: "diary") && !Role.notifier.concerns(ownerOf: "deliveries"))
        #expect(Role.importer.concerns(ownerOf: "journal") && !Role.importer.concerns(ownerOf: "diary"))
        #expect(!Role.statistics.concerns(ownerOf: nil) && Role.operatorRole.concerns(ownerOf: nil))
    }

    @Test("Statistics learn no name: no card is among what they read") func noCards() {
        for (kind, types) in Role.statistics.feeds {
            guard case .only(let types) = types else { continue }
            #expect(!types.contains { $0.hasSuffix("CardRecorded") }, "\(kind)")
        }
        #expect(!Role.statistics.feeds.values.contains(.all))
    }
}
