import Foundation
import School
import Testing

@testable import EventFeed

/// The expected hashes were computed by another program from the layout in the protocol description.
@Suite("The hash chain")
struct ChainHashTests {
    static let originHash = "c7f69b2f438533304b3976851b5f73edee8177a591875d302d32d9a5911bd3df"
    static let payloadDigest = "7c9f5b9e4cc36c703715bb6eedcbb8bd80840fd48d135a07af861d1a027be360"
    static let firstLink = "896425de908c326a0684c5785f28b0609696d2521cdfa19c0778bcdfb2bc3dec"
    static let secondLink = "687191b1db08740ec0337b0d40cc83e658d49063dc17283e81736f259b26d1ba"

    @Test("the link before the first event is the hash of the feed's name")
    func origin() throws {
        let feed = try #require(FeedName("journal.north"))
        #expect(ChainHash.origin(of: feed).hexadecimal == Self.originHash)
        #expect(FeedPosition.origin(of: feed).sequence == 0)
    }

    @Test("a payload's digest is the hash of its salt and itself")
    func digest() throws {
        let digest = ChainHash.digest(salt: Data(0..<16), payload: Data("hello".utf8))
        #expect(try #require(ChainHash(digest)).hexadecimal == Self.payloadDigest)
    }

    @Test("a link covers the frame in big-endian, also a negative instant and a type that is not ASCII")
    func layout() throws {
        let feed = try #require(FeedName("journal.north"))
        let digest = ChainHash.digest(salt: Data(0..<16), payload: Data("hello".utf8))
        let first = ChainHash.origin(of: feed).link(
            try sealed(sequence: 1, at: 1_700_000_000_000_001, type: "MarkGiven", version: 3), digest: digest)
        #expect(first.hexadecimal == Self.firstLink)
        let second = first.link(try sealed(sequence: 2, at: -5, type: "Оценка", version: 1), digest: digest)
        #expect(second.hexadecimal == Self.secondLink)
    }

    @Test("a hash has exactly 32 bytes", arguments: [(31, false), (32, true), (33, false), (0, false)])
    func length(_ count: Int, _ isHash: Bool) {
        #expect((ChainHash(Data(count: count)) != nil) == isHash)
    }

    private func sealed(sequence: Int64, at instant: Int64, type: String, version: UInt32) throws -> SealedEvent {
        let school = try #require(UUID(uuidString: "11111111-1111-1111-1111-111111111111"))
        let actor = try #require(UUID(uuidString: "22222222-2222-2222-2222-222222222222"))
        let id = try #require(UUID(uuidString: "33333333-3333-3333-3333-333333333333"))
        return SealedEvent(
            sequence: sequence, recordedAt: instant, school: school, actor: actor, type: type, schemaVersion: version,
            id: id)
    }
}
