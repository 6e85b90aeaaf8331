import Foundation
import Regulation
import Web

/// The links above a list that narrow it.
struct AlertFilters: Sendable {
    let filter: AlertFilter
    let isSchool: Bool
    let link: @Sendable (AlertFilter) -> Link

    func write(_ html: inout HTML) {
        html.choice(
            MonitorWords.states,
            [(MonitorWords.open, AlertFilter.States.open), (MonitorWords.closed, .closed)].map { words, states in
                PageChoice(words, changed { $0.states = states }, isCurrent: filter.states == states)
            })
        let rules: [(Phrase, Rule?)] =
            [(MonitorWords.everyRule, nil)] + Rule.allCases.map { (MonitorWords.rule($0), $0) }
        html.choice(
            MonitorWords.rules,
            rules.map { words, rule in
                PageChoice(words, changed { $0.rule = rule }, isCurrent: filter.rule == rule)
            })
        if filter.classID != nil || (isSchool && filter.owner != nil) {
            let all = changed { filter in
                filter.classID = nil
                filter.owner = isSchool ? nil : filter.owner
            }
            html("p") { $0("a", MonitorWords.everything, .href(all)) }
        }
    }

    /// The list from its beginning, by a changed filter.
    private func changed(_ change: (inout AlertFilter) -> Void) -> Link {
        var changed = filter
        changed.after = nil
        change(&changed)
        return link(changed)
    }
}
