import EventFeed
import School
import ServiceKit
import Testing

@testable import Operator

@Suite("How the operator's command ends")
struct ExitTests {
    @Test("A missing right ends it with the code of a missing right, found out at the first record or at the last")
    func forbidden() {
        let forbidden = RosterProblem(place: nil, code: "forbidden", message: "not this school")
        let wrong = RosterProblem(place: nil, code: "unknown", message: "no such class")
        #expect(ServiceExit(operatorError: RosterRefused(problems: [wrong, forbidden])) == .configuration)
        #expect(ServiceExit(operatorError: RosterRefused(problems: [wrong])) == .dataError)
        #expect(ServiceExit(operatorError: RosterRefused(problems: [wrong], retryAfter: 5)) == .temporaryFailure)
        let order = OrderRefused(name: "AddPupil", rejection: Rejection(.forbidden, "no"))
        #expect(ServiceExit(operatorError: order) == .configuration)
    }

    @Test("A service that is busy is tried again, one that refuses is not")
    func refused() {
        #expect(ServiceExit(operatorError: FeedClientError.refused(code: "busy", message: "")) == .temporaryFailure)
        #expect(ServiceExit(operatorError: FeedClientError.refused(code: "forbidden", message: "")) == .configuration)
        #expect(ServiceExit(operatorError: FeedClientError.timedOut) == .unavailable)
    }

    @Test("A cluster restored in part says which part, and does not end as if nothing had been changed")
    func unfinished() {
        let left = RestoreUnfinished(
            restored: ["notifier", "diary-reader"], failed: "deadline-monitor", why: "the disk is full",
            left: ["journal-writer"], command: "zvonok restore /b --only deadline-monitor --only journal-writer")
        #expect(ServiceExit(operatorError: left) == .incomplete)
        for part in ["restored: notifier, diary-reader\n", "NOT restored: deadline-monitor: the disk is full\n"] {
            #expect("\(left)".contains(part))
        }
        #expect("\(left)".hasSuffix("\n  zvonok restore /b --only deadline-monitor --only journal-writer"))
    }

    @Test(
        "A word of the command that goes on is one word to a shell",
        arguments: [
            ("/a/b", "/a/b"), ("/my folder", "'/my folder'"), ("it's", "'it'\\''s'"), ("", "''"), ("$x", "'$x'"),
        ])
    func words(word: String, quoted: String) {
        #expect(ShellWord.quoted(word) == quoted)
    }
}
