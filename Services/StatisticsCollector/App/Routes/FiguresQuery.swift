import Foundation
import Hummingbird
import HummingbirdCore
import School
import Web

/// Reads what figures are asked for from a query string; each mistake names its parameter.
enum FiguresQuery {
    private static let names: Set<String> = ["school", "class", "from", "to"]
    /// The longest part of a parameter's name that is repeated in an answer, in characters.
    private static let shownName = 32

    static func request(from query: FlatDictionary<Substring, Substring>) throws(Problem) -> FiguresRequest {
        try checkNames(query)
        let school = try id(query, "school")
        let classID = query.has("class") ? try id(query, "class") : nil
        let (first, last) = (try day(query, "from"), try day(query, "to"))
        guard first <= last else { throw .invalid("to", "to lies before from") }
        guard let request = FiguresRequest(school: school, classID: classID, days: first...last) else {
            throw .invalid("to", "from and to span more than \(FiguresRequest.maximumDays) days")
        }
        return request
    }

    /// A parameter that is misspelt or given twice would silently be answered with other figures than were meant.
    private static func checkNames(_ query: FlatDictionary<Substring, Substring>) throws(Problem) {
        var seen: Set<Substring> = []
        for (name, _) in query {
            let shown = String(name.prefix(shownName))
            guard names.contains(String(name)) else { throw .invalid(shown, "there is no such parameter") }
            guard seen.insert(name).inserted else { throw .invalid(shown, "\(shown) is given twice") }
        }
    }

    private static func id(
        _ query: FlatDictionary<Substring, Substring>, _ name: String
    ) throws(Problem) -> UUID {
        guard let text = query[name[...]] else { throw .invalid(name, "\(name) is missing") }
        guard let id = UUID(uuidString: String(text)) else {
            throw .invalid(name, "\(name) is no UUID such as 01890a5d-ac96-774b-bcce-b302099a8057")
        }
        return id
    }

    private static func day(
        _ query: FlatDictionary<Substring, Substring>, _ name: String
    ) throws(Problem) -> Day {
        guard let text = query[name[...]] else { throw .invalid(name, "\(name) is missing") }
        guard let day = Day(String(text)), Day.plausible.contains(day) else {
            let limits = Day.plausible
            throw .invalid(
                name, "\(name) is no date such as 2026-09-01 from \(limits.lowerBound) to \(limits.upperBound)")
        }
        return day
    }
}
