import Foundation
import GRDB
import Regulation
import School
import Testing

@testable import DeadlineMonitor

@Suite("A list of alerts")
struct ListPlanTests {
    /// Every list that a page or the API gives: of a school or of a person, from its beginning or further on.
    static let filters: [AlertFilter] = AlertFilter.States.allCases.flatMap { states in
        [nil, AlertFilter.Cursor(due: 1, id: Sample.id(1))].flatMap { after in
            [
                AlertFilter(school: Sample.school, states: states, after: after),
                AlertFilter(owner: Sample.teacher, states: states, after: after),
                AlertFilter(
                    school: Sample.school, classID: Sample.id(2), owner: Sample.teacher, rule: .topic, states: states,
                    after: after),
            ]
        }
    }

    private func plan(_ sql: String, _ parameters: Int) throws -> [String] {
        try TestMonitor().queue.read { database in
            let none = StatementArguments([DatabaseValue](repeating: .null, count: parameters))
            return try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: none).map { $0["detail"] }
        }
    }

    @Test("is read from an index in the list's order: no alert is looked at that is not in it", arguments: filters)
    func index(_ filter: AlertFilter) throws {
        let plan = try plan(AlertReader.found(filter), 7)
        #expect(plan.count == 1, "nothing is sorted: \(plan)")
        let step = try #require(plan.first)
        #expect(step.hasPrefix("SEARCH alert USING INDEX alert_"), "\(step)")
        #expect(step.contains("alert_open_of_") == (filter.states == .open), "\(step)")
        #expect(step.contains("due") == (filter.after != nil), "goes on where it stopped: \(step)")
    }

    @Test("counts what has no due instant from an index of those alone")
    func undated() throws {
        let plan = try plan(AlertReader.undated, 1)
        let obligations = try #require(plan.first { $0.contains(" obligation ") })
        #expect(obligations.contains("INDEX obligation_undated"), "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN lesson") }, "\(plan)")
    }
}
