import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import School
import Testing

@testable import Web

@Suite("A problem")
struct ProblemTests {
    @Test(
        "has the status of its code, 422 where the table has none",
        arguments: [
            ("invalid", 422), ("missing", 422), ("outside-scale", 422), ("never-heard-of", 422), ("conflict", 409),
            ("exists", 409), ("forbidden", 403), ("malformed", 400), ("busy", 503), ("disk-full", 503),
            ("unavailable", 503), ("internal", 500), ("sign-in-needed", 401), ("version-mismatch", 412),
        ])
    func status(code: String, status: Int) {
        #expect(Problem(.init(rawValue: code), "x").status.code == status)
    }

    @Test("no code stands twice in the table")
    func distinct() {
        #expect(Set(ProblemTable.statuses.map(\.code)).count == ProblemTable.statuses.count)
    }

    @Test("keeps a rejection's code, field, message and both values of a lost race")
    func rejection() async throws {
        let rejection = Rejection(
            .conflict, field: "topic", "made against version 2",
            conflict: .init(currentVersion: 3, currentValue: "a", proposedValue: "b"),
            retryAfterMilliseconds: 1_001)
        let response = Problem(rejection).response()
        #expect(response.status == .conflict)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(response.headers[.retryAfter] == "2")
        let document = try JSONDecoder().decode([String: Member].self, from: Data(try await response.text.utf8))
        #expect(document["code"] == .text("conflict") && document["field"] == .text("topic"))
        #expect(document["message"] == .text("made against version 2") && document["detail"] == document["message"])
        #expect(document["current_version"] == .number(3) && document["status"] == .number(409))
        #expect(document["current_value"] == .text("a") && document["proposed_value"] == .text("b"))
    }

    @Test("of an unknown error says nothing of it")
    func unknown() {
        struct Secret: Error { let name = "Иванов" }
        let (problem, isFault) = Problem.of(Secret())
        #expect(problem == .failed && isFault)
        #expect(Problem.of(HTTPError(.contentTooLarge)).problem.status == .contentTooLarge)
        #expect(!Problem.of(HTTPError(.badRequest)).isFault)
        #expect(Problem.of(HTTPError(.badGateway)).isFault)
    }

    @Test("of a store without room, or held by another, is worth another try; of any other it is a fault")
    func store() {
        for (code, expected) in [
            (ResultCode.SQLITE_FULL, Problem.Code.diskFull), (.SQLITE_BUSY, .unavailable),
            (.SQLITE_CONSTRAINT, .internal),
        ] {
            let (problem, isFault) = Problem.of(DatabaseError(resultCode: code, message: "Иванов"))
            #expect(problem.code == expected && isFault && !problem.message.contains("Иванов"))
            #expect((problem.headers[.retryAfter] != nil) == (expected != .internal))
        }
    }

    @Test("every status of the table has a title and a text in words of its own or the general ones")
    func words() {
        for (code, _) in ProblemTable.statuses {
            let problem = Problem(code, "x")
            #expect(!ProblemWords.title(problem).text(in: .russian).isEmpty)
            #expect(!ProblemWords.text(problem).text(in: .english).isEmpty)
        }
    }

    private enum Member: Decodable, Equatable {
        case text(String)
        case number(Int)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }
}
