import Foundation
import Hummingbird
import HummingbirdCore
import Regulation
import Web

/// Reads which alerts are asked for from a query; each mistake names its parameter.
enum AlertQuery {
    private static let pageNames: Set<String> = ["class", "teacher", "rule", "state", "after"]
    private static let names = pageNames.union(["school", "limit"])
    /// The longest part of a parameter's name that is repeated in an answer, in characters.
    private static let shownName = 32

    /// For programs: every parameter.
    static func filter(_ request: WebRequest) throws(Problem) -> AlertFilter {
        try checkNames(request, names)
        var filter = try common(request)
        filter.school = try request.queryID("school")
        if let text = try request.query("limit") {
            guard let limit = Int(text), AlertFilter.limits.contains(limit) else {
                let limits = AlertFilter.limits
                throw .invalidParameter("limit", "limit is no number from \(limits.lowerBound) to \(limits.upperBound)")
            }
            filter.limit = limit
        }
        return filter
    }

    /// For a page, whose school the path says.
    static func pageFilter(_ request: WebRequest) throws(Problem) -> AlertFilter {
        try checkNames(request, pageNames)
        return try common(request)
    }

    private static func common(_ request: WebRequest) throws(Problem) -> AlertFilter {
        var filter = AlertFilter()
        filter.classID = try request.queryID("class")
        filter.owner = try request.queryID("teacher")
        if let text = try request.query("rule") {
            guard let rule = Rule(name: text) else {
                throw .invalidParameter("rule", "rule is none of \(Rule.allCases.map(\.name).joined(separator: ", "))")
            }
            filter.rule = rule
        }
        if let text = try request.query("state") {
            guard let states = AlertFilter.States(rawValue: text) else {
                let known = AlertFilter.States.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalidParameter("state", "state is none of \(known)")
            }
            filter.states = states
        }
        if let text = try request.query("after") {
            guard let cursor = AlertFilter.Cursor(text) else {
                throw .invalidParameter("after", "after is no place that a list gave")
            }
            filter.after = cursor
        }
        return filter
    }

    /// A parameter that is misspelt would silently be answered with other alerts than were meant.
    private static func checkNames(_ request: WebRequest, _ known: Set<String>) throws(Problem) {
        for (name, _) in request.request.uri.queryParameters where !known.contains(String(name)) {
            throw .invalidParameter(String(name.prefix(shownName)), "there is no such parameter")
        }
    }
}
