import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("An erasure")
struct ErasureTests {
    /// The sequences of a person's cards.
    private func sequences(_ journal: TestJournal, _ table: String, _ person: UUID) throws -> [Int64] {
        let column = table.replacing("_card", with: "_id")
        return try journal.queue.read { database in
            try Int64.fetchAll(
                database, sql: "SELECT sequence FROM \(table) WHERE \(column) = ? ORDER BY sequence",
                arguments: [person])
        }
    }

    private func changedCard(_ version: UInt32, post: String) -> WireChangeStaffCard {
        .with {
            $0.staffID = Sample.teacher.wire
            $0.expectedVersion = version
            $0.name = Make.name
            $0.post = post
        }
    }

    @Test(
        "takes a person's cards out of the state, and the state is the fold of what is left",
        arguments: [
            ("staff_card", Sample.teacher), ("pupil_card", Sample.pupil), ("guardian_card", Sample.guardian),
        ])
    func cardsGo(_ table: String, _ person: UUID) throws {
        let journal = try Sample.journal()
        let named = try sequences(journal, table, person)
        #expect(named.count == 1)
        let events = try journal.accept(Make.erase(named))
        let erased = try #require(events.first).decoded(WirePayloadErased.self)
        #expect(erased.sequences.map(Int64.init(clamping:)) == named)
        #expect(try sequences(journal, table, person) == [])
        #expect(try journal.events(in: named[0]...named[0]).first?.payload == nil)
        try journal.expectFold()
    }

    @Test("of the newest card leaves the one before it in force")
    func newest() throws {
        let journal = try Sample.journal()
        try journal.accept(changedCard(1, post: "завуч"))
        let newest = try #require(try sequences(journal, "staff_card", Sample.teacher).last)
        try journal.accept(Make.erase([newest]))
        try journal.expectFold()
        // Version 2 is gone with what it said: the next change is made against version 1.
        #expect(try journal.reject(changedCard(2, post: "директор")).code == .conflict)
        try journal.accept(changedCard(1, post: "директор"))
        try journal.expectFold()
    }

    @Test("of every card leaves the person, and a new card is the first again")
    func all() throws {
        let journal = try Sample.journal()
        try journal.accept(changedCard(1, post: "завуч"))
        try journal.accept(Make.erase(try sequences(journal, "staff_card", Sample.teacher)))
        #expect(try journal.count("staff", where: "staff_id = x'\(Sample.teacher.hexadecimal)'") == 1)
        try journal.accept(changedCard(0, post: "директор"))
        #expect(try sequences(journal, "staff_card", Sample.teacher).count == 1)
        try journal.expectFold()
    }

    @Test("can be asked for twice")
    func twice() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.erase([3, 3]))
        try journal.accept(Make.erase([3]))
        try journal.expectFold()
    }

    private static let refusals: [RejectionCase] = [
        .init("of no event", Make.erase([]), .missing, "sequences", "the field sequences is missing"),
        .init(
            "of an unknown event", Make.erase([3, 99_999]), .unknown, "sequences[1]", "this school has no such event"),
        .init(
            "of an event beyond what a feed can hold",
            WireErasePayloads.with {
                $0.sequences = [.max]
                $0.basis = "152-ФЗ"
            }, .unknown, "sequences[0]", "this school has no such event"),
        .init(
            "of what is no card", Make.erase([1]), .notErasable, "sequences[0]",
            "event 1 is SchoolRegistered; only card events can be erased"),
        .init("without a basis", Make.erase([3], basis: ""), .invalid, "basis", "the text is empty"),
        .init(
            "of more than the limit", Make.erase(Array(1...10_001)), .tooLarge, "sequences",
            "10001 events are named; the limit is 10000"),
    ]

    @Test("is refused with its own code, field and text", arguments: refusals)
    func refused(_ example: RejectionCase) throws { try example.check() }

    @Test("of another school's card is refused, and what was named before it stays")
    func foreign() throws {
        let journal = try Sample.journal()
        let foreign = try #require(try sequences(journal, "pupil_card", Sample.foreignPupil).first)
        let rejection = try journal.reject(Make.erase([3, foreign]))
        #expect(rejection.code == .unknown)
        #expect(rejection.field == "sequences[1]")
        #expect(try journal.events(in: 3...3).first?.payload != nil)
    }

    @Test("of a card and of an event that is no card leaves the card as it was")
    func mixed() throws {
        let journal = try Sample.journal()
        #expect(try journal.reject(Make.erase([3, 1])).code == .notErasable)
        #expect(try journal.events(in: 3...3).first?.payload != nil)
        try journal.expectFold()
    }
}

extension UUID {
    fileprivate var hexadecimal: String { uuidString.replacing("-", with: "") }
}
