import Foundation
import Regulation
import Web

/// The links above a list that narrow it.
struct AlertFilters: Sendable {
    let filter: AlertFilter
    let isSchool: Bool
    let link: @Sendable (AlertFilter) -> Link

    func write(_ html: inout HTML) {
        choice(
            MonitorWords.states,
            [(MonitorWords.open, AlertFilter.States.open), (MonitorWords.closed, .closed)].map { words, states in
                (words, changed { $0.states = states }, filter.states == states)
            }, &html)
        let rules = [(MonitorWords.everyRule, changed { $0.rule = nil }, filter.rule == nil)]
        choice(
            MonitorWords.rules,
            rules
                + Rule.allCases.map { rule in
                    (MonitorWords.rule(rule), changed { $0.rule = rule }, filter.rule == rule)
                }, &html)
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

    private func choice(
        _ label: Phrase, _ options: [(words: Phrase, link: Link, isCurrent: Bool)], _ html: inout HTML
    ) {
        html("nav", .label(label)) { html in
            html("p", .class("row")) { html in
                for option in options {
                    html(
                        "a", option.words, .class(option.isCurrent ? "tag due" : "tag"), .href(option.link),
                        option.isCurrent ? .attribute("aria-current", "true") : nil)
                }
            }
        }
    }
}
