import Foundation
import Testing

@testable import Notifier

@Suite("Mails on their way")
struct MailDeskTests {
    private static let later = Sample.noon + Sample.hour

    /// A mail about one mark, ready to be sent.
    private static func ready(schedule: RetrySchedule = RetrySchedule(first: Sample.minute, longest: Sample.hour))
        async throws
        -> TestPost
    {
        let post = try TestPost(schedule: schedule)
        try post.play(Sample.given(), at: Sample.noon)
        try await post.decide(until: later)
        return post
    }

    @Test("one that is taken is being sent, and nobody else gets it")
    func claimed() async throws {
        let post = try await Self.ready()
        let mail = try #require(try await post.claim(at: Self.later).first)
        #expect(mail.address == "mother@family.example")
        #expect(try post.states() == ["sending"])
        #expect(try await post.claim(at: Self.later).isEmpty)
        #expect(try await post.desk.waiting() == [.sending: 1])
    }

    @Test("its end is told by the own feed, and nothing of it is kept that reaches a person")
    func accepted() async throws {
        let post = try await Self.ready()
        let mail = try #require(try await post.claim(at: Self.later).first)
        #expect(
            try await post.desk.record(.accepted, of: mail.id, now: Self.later)
                == MailChange(kind: .marks, state: .accepted))
        #expect(try post.feed() == ["MailAccepted"])
        #expect(try await post.desk.record(.accepted, of: mail.id, now: Self.later) == nil)
        #expect(try post.kept() == [nil])
    }

    @Test("one that was not taken on waits its time and is sent again with the same bytes")
    func retried() async throws {
        let post = try await Self.ready()
        let first = try #require(try await post.claim(at: Self.later).first)
        _ = try await post.desk.record(.retry(code: 451), of: first.id, now: Self.later)
        #expect(try post.states() == ["retry"])
        #expect(try await post.claim(at: Self.later + Sample.minute - 1).isEmpty)
        try post.play(Sample.pupilCard(given: "Инна"), at: Self.later)
        let second = try #require(try await post.claim(at: Self.later + Sample.minute).first)
        #expect((second.id, second.content) == (first.id, first.content))
    }

    @Test("one whose address changed between attempts goes to the new one, under the same id")
    func moved() async throws {
        let post = try await Self.ready()
        let first = try #require(try await post.claim(at: Self.later).first)
        _ = try await post.desk.record(.retry(code: 451), of: first.id, now: Self.later)
        try post.play(Sample.card("new@family.example"), of: "diary.1", at: Self.later)
        let second = try #require(try await post.claim(at: Self.later + Sample.minute).first)
        #expect((second.id, second.address) == (first.id, "new@family.example"))
        #expect(second.text.hasPrefix("new@family.example\n"))
    }

    @Test("what was being sent when the service ended may have arrived, and is sent again under the same id")
    func recovered() async throws {
        let post = try await Self.ready()
        let first = try #require(try await post.claim(at: Self.later).first)
        #expect(try await post.desk.recover(now: Self.later).map(\.state) == [.ambiguous])
        #expect(try await post.desk.recover(now: Self.later).isEmpty)
        let second = try #require(try await post.claim(at: Self.later + Sample.minute).first)
        #expect((second.id, second.content) == (first.id, first.content))
        _ = try await post.desk.record(.accepted, of: second.id, now: Self.later + Sample.minute)
        #expect(try post.states() == ["accepted"] && post.feed() == ["MailAccepted"])
    }

    @Test("handed over four times without a reply, it has failed")
    func givenUp() async throws {
        let post = try await Self.ready(schedule: RetrySchedule(first: 1, longest: 1))
        for number in 1...Int64(RetrySchedule.maximumAmbiguous) {
            let mail = try #require(try await post.claim(at: Self.later + number).first)
            _ = try await post.desk.record(.ambiguous, of: mail.id, now: Self.later + number)
        }
        #expect(try post.states() == ["failed"] && post.feed() == ["MailFailed"])
    }

    @Test("two days old it is no news: suppressed if it was never tried, failed if it was")
    func stale() async throws {
        let post = try await Self.ready()
        let old = Sample.noon + 48 * Sample.hour + 1
        #expect(try await post.claim(at: old).isEmpty)
        #expect(try post.states() == ["suppressed stale"] && post.feed() == ["MailSuppressed"])
        let tried = try await Self.ready()
        let mail = try #require(try await tried.claim(at: Self.later).first)
        _ = try await tried.desk.record(.retry(code: 451), of: mail.id, now: Self.later)
        #expect(try await tried.claim(at: old).isEmpty)
        #expect(try tried.states() == ["failed"] && tried.feed() == ["MailFailed"])
    }

    @Test("the guardianship is asked about again before sending, the account and its address too")
    func asked() async throws {
        let ended = try await Self.ready()
        try ended.play(Sample.guardianshipEnded(last: Sample.day), at: Self.later)
        #expect(try await ended.claim(at: Sample.at(0, day: 1) - 1).count == 1)
        let over = try await Self.ready()
        try over.play(Sample.guardianshipEnded(last: Sample.day), at: Self.later)
        #expect(try await over.claim(at: Sample.at(0, day: 1)).isEmpty)
        #expect(try over.states() == ["suppressed no-right"])
        let closed = try await Self.ready()
        try closed.play(Sample.closed(), of: "diary.1", at: Self.later)
        #expect(try await closed.claim(at: Self.later).isEmpty)
        #expect(try closed.states() == ["suppressed unwanted"])
    }

    @Test(
        "an address that would be a command or a header of its own is none",
        arguments: [
            nil, "", "mother", "a@b\r\nBcc: c@d", "a@b>\r\nRCPT TO:<c@d", "мама@почта.рф", "a b@family.example",
        ])
    func address(_ address: String?) async throws {
        let post = try await Self.ready()
        try post.play(Sample.card(address), of: "diary.1", at: Self.later)
        #expect(try await post.claim(at: Self.later).isEmpty)
        #expect(try post.states() == ["suppressed no-address"])
    }

    @Test("no more are taken than asked for, and the rest is said to be there")
    func limited() async throws {
        let post = try await Self.ready()
        try post.play(Sample.given(2, 5, to: Sample.sibling), at: Self.later + 1)
        try await post.decide(until: Self.later + Sample.hour)
        let claim = try await post.desk.claim(limit: 1, now: Self.later + Sample.hour)
        #expect(claim.mails.count == 1 && claim.isMore)
        #expect(try post.states() == ["sending", "ready"])
    }

    @Test("a mail's id never changes: it follows from whom it is for and what caused it")
    func ids() {
        #expect(
            MailKey.marks(recipient: Sample.mother, child: Sample.pupil, event: Sample.id(9)).uuidString
                == "26D70D0E-E527-5B2F-8495-78DDAB67A811")
        #expect(
            MailKey.overdue(recipient: Sample.teacher, school: Sample.school, instant: Sample.noon).uuidString
                == "4AF5B7B9-674D-5297-A699-4749A093C7D9")
    }
}
