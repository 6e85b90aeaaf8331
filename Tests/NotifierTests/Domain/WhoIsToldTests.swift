import Foundation
import School
import Testing

@testable import Notifier

@Suite("Who is told")
struct WhoIsToldTests {
    @Test("a guardianship stands from its first to its last day, both included")
    func guardianship() {
        let ended = Guardianship(guardian: Sample.mother, firstDay: Sample.day, lastDay: Sample.day + 2)
        #expect((-1...3).map { ended.stands(on: Sample.day + $0) } == [false, true, true, true, false])
        #expect(
            Guardianship(guardian: Sample.mother, firstDay: Sample.day, lastDay: nil).stands(on: Sample.day + 9_999))
    }

    @Test("of several accounts that want mail the one issued first is written to")
    func accounts() {
        let unwilling = Account(id: Sample.id(1), issuedAt: 1, preference: .init(wantsMarks: false, gatherMinutes: 5))
        let second = Account(id: Sample.id(2), issuedAt: 2, preference: nil)
        let third = Account(id: Sample.id(3), issuedAt: 3, preference: .init(wantsMarks: true, gatherMinutes: 5))
        #expect(Account.forMarks([third, second, unwilling]) == second)
        #expect(Account.forMarks([unwilling]) == nil)
        #expect(Account.forMarks([]) == nil)
    }

    @Test("a mark that stands as it stood is nothing to tell")
    func difference() {
        #expect(MarkDifference(mark: Sample.markID(1), before: nil, after: nil) == nil)
        #expect(MarkDifference(mark: Sample.markID(1), before: .points(4), after: .points(4)) == nil)
        #expect(MarkDifference(mark: Sample.markID(1), before: .points(2), after: nil)?.before == .points(2))
    }

    @Test("a window is as long as its holder wished, else as the municipality does, and both its ends belong to it")
    func window() {
        let event = MarkEvent(
            id: Sample.id(1), recordedAt: Sample.noon, school: Sample.school, pupil: Sample.pupil,
            mark: Sample.markID(1), traceID: Sample.id(2))
        let silent = Account(id: Sample.account, issuedAt: 0, preference: nil)
        func length(_ minutes: Int) -> Int64 {
            let wishing = Account(
                id: Sample.account, issuedAt: 0, preference: .init(wantsMarks: true, gatherMinutes: minutes))
            return MarkWindow(openedBy: event, for: wishing, policy: Sample.policy).closesAt - Sample.noon
        }
        let window = MarkWindow(openedBy: event, for: silent, policy: Sample.policy)
        #expect(window.closesAt == Sample.noon + Sample.gather)
        #expect(length(30) == 30 * Sample.minute && length(11) == 11 * Sample.minute)
        #expect([0, 3, 10].map(length) == Array(repeating: Sample.policy.undo, count: 3), "a slip can be taken back")
        #expect(window.covers(window.opensAt) && window.covers(window.closesAt))
        #expect(!window.covers(window.opensAt - 1) && !window.covers(window.closesAt + 1))
    }
}
