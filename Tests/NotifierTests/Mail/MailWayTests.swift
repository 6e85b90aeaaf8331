import EventFeed
import Foundation
import GRDB
import School
import Testing

@testable import Notifier

@Suite("What the notifier knows of a mark that is followed")
struct MailWayTests {
    private static let later = Sample.noon + Sample.hour

    @Test("while it has not been decided upon, the intent waits")
    func undecided() throws {
        let post = try TestPost()
        let event = try post.play(Sample.given(), at: Sample.noon)[0]
        #expect(try states(post, event) == ["intent waiting"])
    }

    @Test("a mail that gathers: since when, until when, under which Message-ID; no address, no mark")
    func gathering() async throws {
        let post = try TestPost()
        let event = try post.play(Sample.given(), at: Sample.noon)[0]
        try await post.decide(until: Sample.noon)
        let steps = try steps(post, event)
        #expect(steps.map { "\($0.kind.rawValue) \($0.state ?? "")" } == ["intent made", "mail gathering"])
        let id = MailKey.marks(recipient: Sample.mother, child: Sample.pupil, event: event.id)
        #expect(steps[1].thing == id)
        #expect(steps[1].messageID == "<\(id.text)@school.example>")
        #expect(steps[1].until == Sample.noon + Sample.gather)
        #expect(steps[1].at == Sample.at(23, day: 300))
        #expect(!"\(steps)".contains("@family.example"))
    }

    @Test("a mail at its end: how it ended, and the own feed's event of that")
    func ended() async throws {
        let post = try TestPost()
        let event = try post.play(Sample.given(), at: Sample.noon)[0]
        try await post.decide(until: Self.later)
        let mail = try #require(try await post.claim(at: Self.later).first)
        _ = try await post.desk.record(.failed(code: 550), of: mail.id, now: Self.later)
        let steps = try steps(post, event)
        #expect(steps.map(\.kind) == [.intent, .mail, .recorded])
        #expect(steps[1].state == "failed")
        #expect(steps[1].detail == "reply 550")
        #expect(steps[2].event.type == "MailFailed")
        #expect(steps[2].event.thing == mail.id)
    }

    @Test("a mail that was not sent says why")
    func suppressed() async throws {
        let post = try TestPost()
        let event = try post.play(Sample.given(), Sample.withdrawn(1), at: Sample.noon)[0]
        try await post.decide(until: Self.later)
        #expect(try states(post, event) == ["intent made", "mail suppressed", "recorded "])
        #expect(try steps(post, event)[1].detail == "undone")
    }

    @Test("where nobody wishes for mail, it is decided that there is none")
    func none() async throws {
        let post = try TestPost()
        try post.play(Sample.wish(marks: false, minutes: 0), of: "diary.1", at: Sample.noon - 10)
        let event = try post.play(Sample.given(), at: Sample.noon)[0]
        try await post.decide(until: Self.later)
        #expect(try states(post, event) == ["intent none"])
    }

    @Test("an alert's mail is known by the alert's event, and nothing is awaited of one that has none")
    func alert() async throws {
        let post = try TestPost()
        let event = try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))[0]
        #expect(try states(post, event, of: "alerts.1").isEmpty)
        try await post.decide(until: Sample.at(8, day: 1))
        #expect(try states(post, event, of: "alerts.1") == ["mail ready"])
    }

    private func states(_ post: TestPost, _ event: FeedEvent, of feed: String = "journal.1") throws -> [String] {
        try steps(post, event, of: feed).map { "\($0.kind.rawValue) \($0.state ?? "")" }
    }

    private func steps(_ post: TestPost, _ event: FeedEvent, of feed: String = "journal.1") throws -> [TraceStep] {
        let traced = TracedEvent(feed: feed, sequence: event.sequence, id: event.id, type: event.type)
        return try post.queue.read { database in
            try MailWay(log: post.log, domain: "school.example", database: database)
                .steps(of: TraceQuestion(events: [traced]))
        }
    }
}
