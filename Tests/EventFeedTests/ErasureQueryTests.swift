import GRDB
import School
import Testing

@testable import EventFeed

@Suite("The list of what is erased")
struct ErasureQueryTests {
    @Test("it names every erased event, and is read by its own index however long the log")
    func usesIndex() async throws {
        let fixture = try LogFixture()
        let cards = try fixture.append(count: 50, type: LogFixture.cardType)
        try fixture.append(count: 50)
        #expect(try await fixture.log.erasures(reading: fixture.database).isEmpty)
        try await fixture.database.write { [log = fixture.log] in
            _ = try log.erase(sequences: [7, 3], basis: "order 1", in: $0)
        }
        let erased = try await fixture.log.erasures(reading: fixture.database)
        #expect(Set(erased) == Set([cards[2], cards[6]].map { ErasedEvent(sequence: $0.sequence, id: $0.id) }))
        let plan = try await fixture.database.read {
            try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + EventLog.erasuresQuery).map { $0["detail"] as String }
        }
        #expect(plan == ["SCAN event USING INDEX event_erased"])
    }
}
