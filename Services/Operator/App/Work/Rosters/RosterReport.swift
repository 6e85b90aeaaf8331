import EventFeed
import School

/// What an operator is shown after an import.
struct RosterReport: Sendable {
    let roster: Roster
    let outcome: RosterOutcome
    let onlyTry: Bool
    /// What of it is too much to be taken.
    var losses: [RosterLoss] = []
    /// Of the day it is brought on.
    var today: Day?

    private static let columns: [(String, ChangeCount.Outcome)] = [
        ("new", .added), ("changed", .changed), ("returned", .returned), ("ended", .ended), ("unchanged", .unchanged),
        ("kept", .kept),
    ]

    var text: String {
        let lines =
            [head] + (counts.isEmpty ? [] : [line("", Self.columns.map(\.0))] + counts) + early + [foot]
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: String { "\(roster.source), from \(roster.effectiveDay) on: \(roster.recordCount) records" }

    private var counts: [String] {
        let told = outcome.changes.filter { change in Self.columns.contains { change[$0.1] > 0 } }
        return told.map { change in line(change.kind, Self.columns.map { "\(change[$0.1])" }) }
    }

    private func line(_ name: String, _ cells: [String]) -> String {
        let first = name.padding(14)
        return first + cells.map { $0.leftPadding(11) }.joined()
    }

    /// A journal knows until when somebody worked, not from when on again: their access comes with the record.
    private var early: [String] {
        guard let today, roster.effectiveDay > today,
            outcome.changes.contains(where: { $0.kind == "staff" && $0[.returned] > 0 })
        else { return [] }
        return ["Staff who return are back as soon as it is recorded, not only on \(roster.effectiveDay)."]
    }

    private var refusal: [String] {
        guard !losses.isEmpty else { return [] }
        return ["It will be refused, unless you add \(losses.allowance):"] + losses.map { "  \($0)" }
    }

    private var foot: String {
        if onlyTry { return (["Only tried: nothing was recorded."] + refusal).joined(separator: "\n") }
        guard let sequences = outcome.sequences else { return "Nothing had changed: nothing was recorded." }
        return "Recorded: \(sequences.count) events, \(sequences.lowerBound) to \(sequences.upperBound)."
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func leftPadding(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
