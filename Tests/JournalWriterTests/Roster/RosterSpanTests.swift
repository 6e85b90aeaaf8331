import School
import Testing

@testable import JournalWriter

@Suite("What a roster says of something that lasts")
struct RosterSpanTests {
    /// Days of October 2026, by their number.
    private static func day(_ number: Int) -> Day { Sample.day("2026-10-01") + (number - 1) }

    private func known(
        _ first: Int, _ last: Int? = nil, next: Int? = nil, isGone: Bool = false, said: Int? = nil, isSame: Bool = true,
        differs: Bool = false
    ) -> KnownSpan {
        KnownSpan(
            state: SpanState(
                version: 1, firstDay: Self.day(first), lastDay: last.map(Self.day), endOrder: nil,
                nextFirstDay: next.map(Self.day)),
            row: RosterRow(thing: Sample.enrolment, isGone: isGone, saidFirstDay: said.map(Self.day)),
            isSame: isSame, differs: differs)
    }

    private func plan(
        _ known: KnownSpan, _ first: Int?, _ last: Int? = nil, effective: Int = 10
    ) throws -> SpanPlan {
        try known.plan(
            for: RosterSpan(firstDay: first.map(Self.day), lastDay: last.map(Self.day)),
            effective: Self.day(effective))
    }

    private func expected(
        end: Int? = nil, begin: Int? = nil, until last: Int? = nil, _ outcome: RosterOutcome
    ) -> SpanPlan {
        SpanPlan(
            end: end.map(Self.day),
            begin: begin.map { .init(firstDay: Self.day($0), lastDay: last.map(Self.day)) }, outcome: outcome)
    }

    @Test("as it is changes nothing: the same days, or no first day at all")
    func unchanged() throws {
        #expect(try plan(known(1), 1) == expected(.unchanged))
        #expect(try plan(known(1), nil) == expected(.unchanged))
        #expect(try plan(known(1, 20), 1, 20) == expected(.unchanged))
        // Began when the roster took effect, whatever the source says of earlier days.
        #expect(try plan(known(5, said: 1), 1) == expected(.unchanged))
    }

    @Test("with the last day it had before is no news where another was recorded since")
    func noNews() throws {
        for (last, said) in [(8, nil), (nil, 20), (8, 20)] as [(Int?, Int?)] {
            var known = known(1, last)
            known.isEndNews = false
            #expect(try plan(known, 1, said) == expected(.unchanged))
        }
    }

    @Test("with another first day, or another order, keeps what is recorded")
    func kept() throws {
        #expect(try plan(known(1), 2) == expected(.kept))
        #expect(try plan(known(1, differs: true), 1) == expected(.kept))
        #expect(try plan(known(5), 1, 3) == expected(.kept))
    }

    @Test("with another last day ends then, be it earlier, later, or after it had ended")
    func lastDay() throws {
        #expect(try plan(known(1), 1, 20) == expected(end: 20, .changed))
        #expect(try plan(known(1, 20), 1, 15) == expected(end: 15, .changed))
        #expect(try plan(known(1, 8), 1, 20) == expected(end: 20, .changed))
        // Over by now, and was not.
        #expect(try plan(known(5), nil, 5) == expected(end: 5, .ended))
        #expect(try plan(known(5, 10), nil, 9) == expected(end: 9, .ended))
        #expect(try plan(known(5, 9), nil, 8) == expected(end: 8, .changed))
    }

    @Test("without the last day it had begins again after it")
    func reopened() throws {
        #expect(try plan(known(1, 8), 1) == expected(begin: 10, .changed))
        #expect(try plan(known(1, 9), 1) == expected(begin: 10, .changed))
        #expect(try plan(known(1, 20), 1) == expected(begin: 21, .changed))
    }

    @Test("named again after it had ended begins again when the roster takes effect")
    func returned() throws {
        #expect(try plan(known(1, 5, isGone: true), 1) == expected(begin: 10, .returned))
        #expect(try plan(known(1, 5, isGone: true), 1, 20) == expected(begin: 10, until: 20, .returned))
        #expect(try plan(known(1, 5, isGone: true), 15) == expected(begin: 15, .returned))
        #expect(try plan(known(1, 12, isGone: true), 1) == expected(begin: 13, .returned))
        // Named as what was: nothing begins.
        #expect(try plan(known(1, 5, isGone: true), 1, 5) == expected(.returned))
        #expect(try plan(known(1, 5, isGone: true), 1, 7) == expected(end: 7, .returned))
        #expect(try plan(known(1, 12, isGone: true), 1, 11) == expected(end: 11, .returned))
        #expect(try plan(known(11, 11, isGone: true), 11, 11) == expected(.returned))
    }

    @Test("between others ends the day before the roster takes effect, and begins with it")
    func replaced() throws {
        #expect(try plan(known(1, isSame: false), 1) == expected(end: 9, begin: 10, .changed))
        #expect(try plan(known(1, isSame: false), 1, 20) == expected(end: 9, begin: 10, until: 20, .changed))
        #expect(try plan(known(1, 5, isSame: false), 1) == expected(begin: 10, .changed))
        #expect(try plan(known(1, isSame: false), 15) == expected(end: 9, begin: 15, .changed))
        // Not begun yet: it has lasted a day, for the feed cannot say that it never was.
        #expect(try plan(known(12, isSame: false), 12) == expected(end: 12, begin: 13, .changed))
        #expect(try plan(known(10, isSame: false), nil) == expected(end: 10, begin: 11, .changed))
        #expect(try plan(known(1, 5, isGone: true, isSame: false), 1) == expected(begin: 10, .returned))
        #expect(try plan(known(1, isSame: false), 1, 8) == expected(.kept))
    }

    @Test("that ends before it begins is refused, and one that lasts into the next")
    func refused() throws {
        let order = #expect(throws: Rejection.self) { try plan(known(1), 5, 4) }
        #expect(order?.code == .invalid && order?.field == "last_day")
        let next = #expect(throws: Rejection.self) { try plan(known(1, 5, next: 8), 1, 8) }
        #expect(next?.code == .exists && next?.field == "last_day")
        #expect(try plan(known(1, 5, next: 8), 1, 7) == expected(end: 7, .changed))
    }

    @Test("and is named no more ends the day before, or on its first day; what was over stays as it is")
    func vanishing() {
        #expect(known(1).state.vanishing(Self.day(10)) == Self.day(9))
        #expect(known(1, 20).state.vanishing(Self.day(10)) == Self.day(9))
        #expect(known(1, 9).state.vanishing(Self.day(10)) == nil)
        #expect(known(1, 5).state.vanishing(Self.day(10)) == nil)
        #expect(known(10).state.vanishing(Self.day(10)) == Self.day(10))
        #expect(known(15, 20).state.vanishing(Self.day(10)) == Self.day(15))
        #expect(known(15, 15).state.vanishing(Self.day(10)) == nil)
    }
}
