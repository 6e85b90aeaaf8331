import Contracts
import EventFeed
import Foundation
import GRDB
import School
import Testing

@testable import DiaryReader

@Suite("An erasure")
struct ErasureTests {
    @Test("of the newest address leaves the one before it in force, and the state is the fold of what is left")
    func newest() throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        let newest = try #require(try diary.accept(Make.card(1, "new@example.org")).first).sequence
        #expect(try diary.accept(Make.erase([UInt64(newest)])).map(\.type) == ["PayloadErased"])
        #expect(try diary.events(in: newest...newest).first?.payload == nil)
        #expect(try diary.count("account_card", where: "email = 'mother@example.org'") == 1)
        try diary.expectFold()
        #expect(try diary.reject(Make.card(2, nil)).code == .conflict)
        try diary.accept(Make.card(1, "newer@example.org"))
        try diary.expectFold()
    }

    @Test("is carried out again in a restored store, by the list beside the backups")
    func replayed() throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        let id = try #require(
            try diary.queue.read { try Data.fetchOne($0, sql: "SELECT event_id FROM event WHERE sequence = 2") })
        let erased = ErasedEvent(sequence: 2, id: try #require(UUID(bytes: id)))
        try diary.queue.write {
            try ErasureReplay.run([erased], log: diary.log, now: Sample.now, in: $0)
        }
        #expect(try diary.count("account_card") == 0)
        #expect(try diary.count("event", where: "type = 'PayloadErased'") == 1)
        try diary.expectFold()
    }
}
