import EventFeed
import School
import Testing

@testable import Operator

@Suite struct RosterReportTests {
    private let roster = Roster(source: "test", effectiveDay: Day(rawValue: 20_697), whole: [], entries: [])

    private func text(_ sequences: ClosedRange<Int64>?, onlyTry: Bool = false) -> String {
        let outcome = RosterOutcome(
            changes: [
                ChangeCount(kind: "pupil", [.added: 3, .kept: 1]), ChangeCount(kind: "staff", [.unchanged: 12]),
            ],
            sequences: sequences)
        return RosterReport(roster: roster, outcome: outcome, onlyTry: onlyTry).text
    }

    @Test func aReportIsATableOfKindsAndSaysWhatWasRecorded() {
        #expect(
            text(11...16) == """
                test, from 2026-09-01 on: 0 records
                                      new    changed   returned      ended  unchanged       kept
                pupil                   3          0          0          0          0          1
                staff                   0          0          0          0         12          0
                Recorded: 6 events, 11 to 16.

                """)
    }

    @Test func aDryRunSaysWhatWouldBeTooMuchAndWhatToAdd() {
        let changes = [ChangeCount(kind: "pupil", [.ended: 30], before: 45)]
        let report = RosterReport(
            roster: roster, outcome: RosterOutcome(changes: changes, sequences: nil), onlyTry: true,
            losses: RosterLoss.beyond(10, changes))
        #expect(
            report.text.hasSuffix(
                """
                Only tried: nothing was recorded.
                It will be refused, unless you add --may-end 67:
                  pupil: 30 of 45 would end (67 %)

                """))
    }

    @Test func aReportSaysThatStaffAreBackBeforeTheDayItHoldsFrom() {
        let words = "Staff who return are back as soon as it is recorded, not only on 2026-09-01.\n"
        for (day, kind, isSaid) in [
            ("2026-08-31", "staff", true), ("2026-09-01", "staff", false), ("2026-08-31", "pupil", false),
        ] {
            let outcome = RosterOutcome(changes: [ChangeCount(kind: kind, [.returned: 1])], sequences: 1...1)
            let report = RosterReport(roster: roster, outcome: outcome, onlyTry: false, today: Day(day))
            #expect(report.text.contains(words) == isSaid, "\(day), \(kind)")
        }
    }

    @Test func aReportSaysWhereNothingWasRecordedAndWhy() {
        #expect(text(nil).hasSuffix("Nothing had changed: nothing was recorded.\n"))
        #expect(text(nil, onlyTry: true).hasSuffix("Only tried: nothing was recorded.\n"))
    }
}
