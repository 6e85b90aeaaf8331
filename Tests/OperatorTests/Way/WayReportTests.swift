import ArgumentParser
import Foundation
import School
import Testing

@testable import Operator

@Suite("A way as it is printed")
struct WayReportTests {
    private let sample = SampleWay()

    @Test("each event stands with what others made of it, how long that took, and the mail's Message-ID")
    func whole() {
        let text = WayReport(way: Way(of: .mark(sample.mark), sample.answers)).text
        #expect(text.hasPrefix("The way of mark \(sample.mark.text), in UTC\n\n1970-01-01 00:00:01.000000  MarkGiven "))
        #expect(text.contains("accepted by journal-writer: event 5 of journal.test, trace \(sample.trace.text)\n"))
        #expect(text.contains("  +0.041 s      diary-reader          applied at 00:00:01.041000\n"))
        #expect(text.contains("decided: somebody is written to\n"))
        #expect(text.contains("  mail <\(sample.mail)@test.example>: accepted\n"))
        #expect(text.hasSuffix("\nEverything of it is done; the whole way took 1 min.\n"))
    }

    @Test("what was done on another day stands with its day, and in its column")
    func nextDay() {
        let late = sample.step(.applied, sample.given, at: 1_000_000 + 93_600_000_000)
        let answer = WayAnswer(service: "deadline-monitor", steps: [late])
        let text = WayReport(way: Way(of: .mark(sample.mark), sample.answers + [answer])).text
        #expect(text.contains("  +1 d 2 h      deadline-monitor      applied at 1970-01-02 02:00:01.000000\n"))
    }

    @Test("what is still to come stands at the end, who is silent with why")
    func pending() {
        let silent = WayAnswer(service: "deadline-monitor", steps: [], silence: .away("nobody listens there"))
        let text = WayReport(way: Way(of: .mark(sample.mark), sample.answers + [silent])).text
        #expect(text.hasSuffix("\nStill to come:\n  deadline-monitor does not answer (nobody listens there)\n"))
    }

    @Test("whatever services say stays on its line and tells a terminal nothing", arguments: HostileText.all)
    func hostile(text: String) throws {
        var waiting = sample.step(.waiting, sample.given, at: nil)
        (waiting.detail, waiting.state) = (text, text)
        var mail = sample.step(.mail, sample.given, at: 1)
        (mail.detail, mail.state, mail.messageID) = (text, "failed", text)
        let answers = [
            WayAnswer(service: text, steps: [waiting, mail]),
            WayAnswer(service: "monitor", steps: [], silence: .refused(text)),
        ]
        let way = Way(of: .mark(sample.mark), sample.answers + answers)
        let lines = WayReport(way: way).text.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { HostileText.isHeld($0) }, "\(lines)")
        #expect(
            lines.count == WayReport(way: Way(of: .mark(sample.mark), sample.answers)).text.split(separator: "\n").count
                + 4)
        #expect(HostileText.isHeld(try WayDocument(way).text.replacing("\n", with: "")))
    }

    @Test("what nobody knows is said in a sentence")
    func unknown() {
        let text = WayReport(way: Way(of: .trace(sample.trace), [])).text
        #expect(text == "What was done under trace \(sample.trace.text), in UTC\n\nNobody knows of it.\n")
    }

    @Test(
        "by when an entry was owed is told with how early or late it was",
        arguments: [
            (Int64(3_000_000), Int64(63_000_000), "entered in time by 1 min"),
            (63_000_000, 3_000_000, "entered late by 1 min"),
        ])
    func duty(at: Int64, due: Int64, words: String) {
        var step = sample.step(.duty, sample.given, at: at)
        step.until = due
        step.detail = "clause 3.5"
        step.state = "fulfilled"
        let monitor = WayAnswer(service: "deadline-monitor", steps: [step])
        let text = WayReport(way: Way(of: .mark(sample.mark), sample.answers + [monitor])).text
        #expect(text.contains(" (clause 3.5), \(words)\n"))
    }

    @Test(
        "spans are short",
        arguments: [
            (Int64(41_000), "0.041 s"), (12_300_000, "12.300 s"), (60_000_000, "1 min"), (1_204_000_000, "20 min 4 s"),
            (12_000_000_000, "3 h 20 min"), (187_200_000_000, "2 d 4 h"), (-41_000, "-0.041 s"), (0, "0.000 s"),
        ])
    func spans(microseconds: Int64, text: String) {
        #expect(Span.text(microseconds) == text)
    }

    @Test("as JSON it says whether it is whole, and everything that is known of each step")
    func document() throws {
        let text = try WayDocument(Way(of: .mark(sample.mark), sample.answers)).text
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["whole"] as? Bool == true)
        #expect(object["mark"] as? String == sample.mark.text)
        let events = try #require(object["events"] as? [[String: Any]])
        #expect(events.map { $0["type"] as? String } == ["MarkGiven", "MailAccepted"])
        let steps = try #require(events[0]["steps"] as? [[String: Any]])
        #expect(steps.map { $0["step"] as? String } == ["applied", "applied", "intent", "mail", "applied"])
        #expect(steps[3]["message_id"] as? String == "<\(sample.mail)@test.example>")
    }
}

@Suite("The command line of follow")
struct FollowCommandTests {
    @Test(
        "an id is taken with hyphens and without",
        arguments: [
            "0199A3C2-5f7e-7c30-8d11-2f6d0b7a9e54", "0199a3c25f7e7c308d112f6d0b7a9e54",
        ])
    func ids(text: String) throws {
        let id = try #require(UUID(uuidString: "0199a3c2-5f7e-7c30-8d11-2f6d0b7a9e54"))
        #expect(try FollowCommand.parse([text]).trace == id)
        #expect(try FollowCommand.parse(["--mark", text, "--wait", "30"]).mark == id)
    }

    @Test(
        "anything else is refused with what was expected",
        arguments: [
            [], ["0199a3c2"], ["--mark", "0199a3c25f7e7c308d112f6d0b7a9e5g"], ["--mark", "5"],
            ["0199a3c25f7e7c308d112f6d0b7a9e54", "--mark", "0199a3c25f7e7c308d112f6d0b7a9e54"],
            ["--mark", "0199a3c25f7e7c308d112f6d0b7a9e54", "--wait", "-1"],
        ])
    func wrong(arguments: [String]) {
        #expect(throws: (any Error).self) { try FollowCommand.parse(arguments) }
    }
}
