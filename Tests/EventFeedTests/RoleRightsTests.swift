import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing
import ZeroMQ

@testable import EventFeed

@Suite("What a role lets a sender fetch")
struct RoleRightsTests {
    @Test("A type that this version has never heard of is as if it never happened, beside those of the role")
    func unknownType() throws {
        let task = try fetch(["MarkGiven", "MarkSung"], by: rights(role: .only(["MarkGiven"])))
        #expect(task.request.types == ["MarkGiven"])
        #expect(task.isCovered(by: rights(role: .only(["MarkGiven"])), feed: feed))
        #expect(try fetch(["MarkSung"], by: rights(role: .only(["MarkGiven"]))).request.types == [])
    }

    @Test("A known type that the role does not have is refused by name")
    func knownType() throws {
        let refusal = #expect(throws: Refusal.self) {
            try fetch(["MarkGiven", "PupilCardRecorded"], by: rights(role: .only(["MarkGiven"])))
        }
        #expect(refusal?.code == "forbidden" && refusal?.field == "types[1]")
    }

    @Test("A list in the file holds as it stands, for types nobody knows too")
    func list() throws {
        let refusal = #expect(throws: Refusal.self) {
            try fetch(["MarkSung"], by: SenderRights(name: "a", keys: [], feeds: [feed: .only(["MarkGiven"])]))
        }
        #expect(refusal?.field == "types[0]")
    }

    @Test("Whole feeds are for roles that may read all of them")
    func whole() throws {
        #expect(try fetch([], by: rights(role: .all)).request.types == nil)
        #expect(throws: Refusal.self) { try fetch([], by: rights(role: .only(["MarkGiven"]))) }
    }

    @Test("A feed of a kind that the role does not read is refused") func otherKind() throws {
        let rights = SenderRights(name: "a", keys: [], role: "a", kinds: ["diary": .all])
        let refusal = #expect(throws: Refusal.self) { try fetch([], by: rights) }
        #expect(refusal?.field == "feed")
    }

    private let feed: FeedName
    private let log: EventLog

    init() throws {
        feed = try #require(FeedName("journal.test"))
        log = EventLog(feed: feed, erasableTypes: [], now: { 0 })
    }

    private func rights(role: Choice<String>) -> SenderRights {
        SenderRights(name: "a", keys: [], role: "a", kinds: ["journal": role])
    }

    private func fetch(_ types: [String], by rights: SenderRights) throws -> FetchTask {
        var wire = WireFetch()
        wire.feed = feed.rawValue
        wire.after = 0
        wire.chainHash = ChainHash.origin(of: feed).bytes
        wire.subscription = "test"
        wire.types = types
        let frames = try Envelope.frames(.fetch, requestID: 1, traceID: .none, body: wire)
        let envelope = try #require(Envelope(frames: frames))
        return try FetchTask(
            wire: wire, envelope: envelope, peer: PeerID(bytes: [1]), userID: "key", rights: rights, log: log)
    }
}
