import Foundation
import School
import ServiceKit

/// The figures as CSV (RFC 4180) in UTF-8: a header, then a row for each class and day, each with how its feed stands.
struct FiguresTable {
    static let contentType = "text/csv; charset=utf-8; header=present"

    private static let header =
        ["school", "class", "date"] + FiguresColumn.allCases.map(\.rawValue)
        + ["feed", "feed_state", "feed_since", "complete_until"]

    let answer: FiguresAnswer

    var text: String {
        let standings = Dictionary(answer.feeds.map { ($0.feed, $0) }) { first, _ in first }
        let rows = answer.rows.map { row in Self.fields(of: row) + Self.fields(of: standings[row.feed]) }
        return ([Self.header] + rows).map(Self.line).joined()
    }

    /// How the feeds stand, also those without a row: a list of strings with parameters (RFC 9651, 3.1). Instants are
    /// strings: as microseconds they have more digits than its integers may.
    var standings: String {
        answer.feeds.map { standing in
            let since = standing.since.map { ";since=\"\(TimestampText.rfc3339($0))\"" } ?? ""
            let until = standing.completeUntil.map { ";complete-until=\"\(TimestampText.rfc3339($0))\"" } ?? ""
            return "\"\(standing.feed)\";state=\"\(standing.state)\"\(since);cursor=\(standing.cursor)\(until)"
        }.joined(separator: ", ")
    }

    private static func fields(of row: FiguresRow) -> [String] {
        let place = [
            row.school.uuidString.lowercased(), row.classID?.uuidString.lowercased() ?? "", row.day.description,
        ]
        return place + FiguresColumn.allCases.map { String($0.value(of: row.figures)) }
    }

    private static func fields(of standing: FeedStanding?) -> [String] {
        [
            standing?.feed ?? "", standing?.state ?? "", standing?.since.map(TimestampText.rfc3339) ?? "",
            standing?.completeUntil.map(TimestampText.rfc3339) ?? "",
        ]
    }

    private static func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\r\n"
    }

    /// Quoted where it must be (RFC 4180, 2.6 and 2.7).
    static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { Array("\",\r\n".utf8).contains($0) }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
