import Contracts
import EventFeed
import Foundation
import SwiftProtobuf
import Testing

@testable import Notifier

@Suite("Feeds that are read anew")
struct RebuildTests {
    @Test("the same events make no mail twice and change none", arguments: TestPost.feeds)
    func same(_ feed: String) async throws {
        let post = try TestPost()
        try post.play(Sample.given(1), Sample.given(2, 3, to: Sample.sibling), at: Sample.noon)
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))
        try await post.decide(until: Sample.at(8, day: 1))
        try post.play(Sample.given(3), at: Sample.at(9, day: 1))
        try await post.decide(until: Sample.at(9, 5, day: 1))
        let before = try post.dump()
        try post.rebuild(feed)
        try await post.decide(until: Sample.at(9, 5, day: 1))
        #expect(try post.dump() == before)
        #expect(try post.states().sorted() == ["gathering", "ready", "ready", "ready"])
    }

    @Test("a mail that is not sent tells no more of what a restored journal has forgotten; what was sent stays")
    func forgotten() async throws {
        let post = try TestPost()
        try post.play(Sample.given(1), at: Sample.noon)
        try await post.decide(until: Sample.noon + Sample.hour)
        #expect(try await post.claim(at: Sample.noon + Sample.hour).count == 1)
        let kept = (post.played["journal.1"] ?? []).dropLast()
        try post.play(Sample.given(2), at: Sample.at(14))
        try post.play(Sample.given(3, 5, to: Sample.sibling), at: Sample.at(14) + 9)
        try await post.decide(until: Sample.at(15))
        try post.play(Sample.given(4), at: Sample.at(16))
        try await post.decide(until: Sample.at(16))
        try post.rebuild("journal.1", events: Array(kept))
        #expect(try post.states() == ["sending", "suppressed undone", "suppressed undone", "suppressed undone"])
    }

    @Test("a mail about alerts that are no more is suppressed")
    func alerts() async throws {
        let post = try TestPost()
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))
        try post.play(Sample.raised(2), of: "alerts.1", at: Sample.at(15))
        try await post.decide(until: Sample.at(8, day: 1))
        let events = try #require(post.played["alerts.1"])
        try post.rebuild("alerts.1", events: Array(events.dropLast()))
        #expect(try post.states() == ["ready"])
        try post.rebuild("alerts.1", events: [])
        #expect(try post.states() == ["suppressed undone"])
    }

    @Test("an erased card takes along what was rendered of the person, and the mail goes out without the name")
    func erased() async throws {
        let post = try TestPost()
        try post.play(Sample.given(), at: Sample.noon)
        try await post.decide(until: Sample.noon + Sample.hour)
        let mail = try #require(try await post.claim(at: Sample.noon + Sample.hour).first)
        #expect(mail.text == "mother@family.example\nАнна\nАлгебра - 4")
        _ = try await post.desk.record(.retry(code: 451), of: mail.id, now: Sample.noon + Sample.hour)
        let card = try #require(post.played["journal.1"]?.first { $0.type == "PupilCardRecorded" })
        try post.play(WirePayloadErased.with { $0.sequences = [UInt64(card.sequence)] }, at: Sample.at(14))
        #expect(try post.kept() == [nil])
        let again = try #require(try await post.claim(at: Sample.at(15)).first)
        #expect(again.text == "mother@family.example\n?\nАлгебра - 4")
    }
}
