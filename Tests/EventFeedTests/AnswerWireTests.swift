import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import EventFeed

@Suite("An answer on its way")
struct AnswerWireTests {
    private static let id = numbered(7)

    @Test("keeps what a staged import came to, kind by kind")
    func changes() throws {
        let counts = [
            ChangeCount(
                kind: "pupil", [.added: 1, .changed: 2, .ended: 3, .returned: 4, .unchanged: 5, .kept: .max]),
            ChangeCount(kind: "class", [.added: 7]),
        ]
        for range: ClosedRange<Int64>? in [nil, 3...9] {
            let bytes: Data = try WireAccepted(Self.id, range, counts).serializedBytes()
            let answer = try CommandAnswer(try WireAccepted(serializedBytes: bytes), to: Self.id)
            #expect(answer == .accepted(range, changes: counts))
        }
    }

    @Test("keeps every problem with its place")
    func problems() throws {
        let problems = [
            Rejection(.unknown, field: "chunk[1].commands[0].pupil_sourced_id", "one"),
            Rejection(.invalid, "another"),
        ]
        let rejection = Rejection(.unknown, field: problems[0].field, "one", problems: problems)
        let bytes: Data = try WireRejected(Self.id, rejection).serializedBytes()
        #expect(try CommandAnswer(try WireRejected(serializedBytes: bytes), to: Self.id) == .rejected(rejection))
    }
}
