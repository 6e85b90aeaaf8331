import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import Notifier

@Suite("Marks gathered for guardians")
struct MarkPlanningTests {
    @Test("a window closes by what the feeds have promised, not before")
    func closes() async throws {
        let post = try TestPost()
        try post.play(Sample.given(), at: Sample.noon)
        try await post.decide(until: Sample.noon + Sample.gather - 1)
        #expect(try post.states() == ["gathering"])
        try post.promise(Sample.noon + Sample.hour, of: ["journal.1", "alerts.1"])
        #expect(try await post.desk.planMarks().changes.isEmpty)
        try post.promise(Sample.noon + Sample.gather, of: ["diary.1"])
        #expect(try await post.desk.planMarks().changes == [MailChange(kind: .marks, state: .ready)])
        #expect(try post.told() == ["- 4"])
    }

    @Test("nothing is decided while a feed has promised nothing")
    func nothingPromised() async throws {
        let post = try TestPost()
        try post.play(Sample.given(), at: Sample.noon)
        try post.promise(Sample.noon + Sample.hour, of: ["journal.1"])
        #expect(try await post.desk.planMarks().reached == nil)
        #expect(try post.states() == [])
    }

    @Test("what is undone within the window is not told, and no step in between is")
    func undone() async throws {
        let post = try TestPost()
        try post.play(Sample.given(1, 2), Sample.changed(1, 4), at: Sample.noon)
        try post.play(Sample.given(2, 2), Sample.withdrawn(2), at: Sample.noon + 10)
        try post.play(Sample.given(3, 5, to: Sample.sibling), Sample.withdrawn(3), at: Sample.noon + 20)
        try await post.decide(until: Sample.noon + Sample.hour)
        #expect(try post.states() == ["ready", "suppressed undone"])
        #expect(try post.told() == ["- 4"])
        #expect(try post.feed() == ["MailSuppressed"])
    }

    @Test("whoever wishes for mail at once hears nothing of what a teacher took back in time")
    func undoneAtOnce() async throws {
        let post = try TestPost()
        try post.play(Sample.wish(marks: true, minutes: 0), of: "diary.1", at: Sample.noon - 10)
        try post.play(Sample.given(1, 2), at: Sample.noon)
        try await post.decide(until: Sample.noon + Sample.policy.undo - 1)
        #expect(try post.states() == ["gathering"])
        try post.play(Sample.changed(1, 4), at: Sample.noon + Sample.policy.undo)
        try await post.decide(until: Sample.noon + Sample.policy.undo)
        #expect(try post.told() == ["- 4"])
    }

    @Test("a change and a withdrawal after the window are told with what was there")
    func later() async throws {
        let post = try TestPost()
        try post.play(Sample.given(1, 2), at: Sample.noon)
        try post.play(Sample.changed(1, 4), at: Sample.noon + Sample.gather + 1)
        try post.play(Sample.withdrawn(1), at: Sample.noon + Sample.hour)
        try await post.decide(until: Sample.noon + 2 * Sample.hour)
        #expect(try post.told() == ["- 2", "2 4", "4 -"])
    }

    @Test("each guardian is told of each child in a mail of its own")
    func each() async throws {
        let post = try TestPost()
        try post.play(Sample.guardianship(Sample.id(0x53), Sample.father, of: Sample.pupil), at: Sample.noon - 20)
        try post.play(Sample.issued(Sample.id(0xAD), to: Sample.father), of: "diary.1", at: Sample.noon - 20)
        try post.play(Sample.given(1), Sample.given(2, 5, to: Sample.sibling), Sample.given(3), at: Sample.noon)
        try await post.decide(until: Sample.noon + Sample.hour)
        #expect(try post.states() == ["ready", "ready", "ready"])
        #expect(try post.told() == ["- 4", "- 4", "- 4", "- 4", "- 5"])
    }

    @Test("who is told is judged by what was recorded when the mark was")
    func judged() async throws {
        let post = try TestPost()
        try post.play(Sample.guardianshipEnded(last: Sample.day - 1), at: Sample.noon - 10)
        try post.play(Sample.given(), at: Sample.noon)
        try post.play(Sample.guardianshipEnded(last: Sample.day + 30), at: Sample.noon + 10)
        try await post.decide(until: Sample.noon + Sample.hour)
        #expect(try post.states() == [])
    }

    @Test("an account issued after the mark, closed before it, or that wants none is not written to")
    func accounts() async throws {
        for message: any Message in [Sample.closed(), Sample.wish(marks: false)] {
            let post = try TestPost()
            try post.play([message], of: "diary.1", at: Sample.noon)
            try post.play(Sample.given(), at: Sample.noon)
            try await post.decide(until: Sample.noon + Sample.hour)
            #expect(try post.states() == [], "\(message)")
        }
        let post = try TestPost()
        try post.play(Sample.guardianship(Sample.id(0x53), Sample.father, of: Sample.pupil), at: Sample.noon - 20)
        try post.play(Sample.issued(Sample.id(0xAD), to: Sample.father), of: "diary.1", at: Sample.noon + 1)
        try post.play(Sample.given(), at: Sample.noon)
        try await post.decide(until: Sample.noon + Sample.hour)
        #expect(try post.states() == ["ready"])
    }

    @Test("decided in one go or event by event, the mails are the same")
    func replayed() async throws {
        let (watching, late) = (try TestPost(), try TestPost())
        let messages: [any Message] = [
            Sample.given(1), Sample.given(2, 3, to: Sample.sibling), Sample.changed(1, 5), Sample.withdrawn(2),
            Sample.given(3, 2), Sample.changed(3, 5),
        ]
        for (index, message) in messages.enumerated() {
            let instant = Sample.noon + Int64(index) * 9 * Sample.minute
            for post in [watching, late] { try post.play([message], at: instant) }
            try await watching.decide(until: instant)
        }
        for post in [watching, late] { try await post.decide(until: Sample.noon + 3 * Sample.hour) }
        #expect(try watching.dump() == late.dump())
        #expect(try watching.states().count > 2)
    }

    @Test("more events than a step takes close no window too early")
    func steps() async throws {
        let post = try TestPost()
        let count = MarkPlanner.step + 10
        for number in 1...count { try post.play(Sample.given(UInt64(number)), at: Sample.noon + Int64(number)) }
        try await post.decide(until: Sample.noon + Sample.hour)
        #expect(try post.states() == ["ready"])
        #expect(try post.told().count == count)
    }

    @Test("more windows than a step closes are closed at once, though nothing new is promised")
    func manyWindows() async throws {
        let post = try TestPost()
        let count = MarkPlanner.step + 10
        for number in 1..<UInt64(count) { try post.addGuardian(number, at: Sample.noon - 10_000) }
        try post.play(Sample.given(), at: Sample.noon)
        try await post.decide(until: Sample.noon + Sample.gather)
        #expect(try post.states() == Array(repeating: "ready", count: count))
    }
}
