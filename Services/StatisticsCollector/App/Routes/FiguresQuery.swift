import Foundation
import HummingbirdCore
import School
import Web

/// Reads what figures are asked for from a query string; each mistake names its parameter.
enum FiguresQuery {
    static let names: Set<String> = ["school", "class", "from", "to"]
    /// The longest part of a parameter's name that is repeated in an answer, in characters.
    private static let shownName = 32

    static func request(from request: WebRequest) throws(Problem) -> FiguresRequest {
        try checkNames(request, names)
        guard let school = try request.queryID("school") else { throw .invalid("school", "school is missing") }
        let classID = try request.queryID("class")
        guard let first = try request.queryDay("from") else { throw .invalid("from", "from is missing") }
        guard let last = try request.queryDay("to") else { throw .invalid("to", "to is missing") }
        guard first <= last else { throw .invalid("to", "to lies before from") }
        guard let asked = FiguresRequest(school: school, classID: classID, days: first...last) else {
            throw .invalid("to", "from and to span more than \(FiguresRequest.maximumDays) days")
        }
        return asked
    }

    /// A parameter that is misspelt would silently be answered with other figures than were meant.
    static func checkNames(_ request: WebRequest, _ names: Set<String>) throws(Problem) {
        for (name, _) in request.request.uri.queryParameters where !names.contains(String(name)) {
            throw .invalid(String(name.prefix(shownName)), "there is no such parameter")
        }
    }
}
