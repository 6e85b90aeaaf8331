import Contracts
import Foundation
import School
import SwiftProtobuf
import TestKit
import Testing

@testable import EventFeed
@testable import JournalWriter

@Suite("Commands with a changed field")
struct MutatedCommandTests {
    private static let rounds = 10_000

    @Test("are accepted or rejected, never a defect, and what they leave is the fold of the events")
    func neverADefect() throws {
        let journal = try Sample.journal()
        var generator = SeededGenerator(seed: 0x004A_4F55_524E)
        var accepted = 0
        for round in 0..<Self.rounds {
            let complete = CompleteCommand.all[round % CompleteCommand.all.count]
            var fields = FieldMutator(
                generator: generator, numbers: Self.numbers,
                texts: [[], Array("А".utf8), Sample.pupil.bytes, Array(repeating: 0xD0, count: 17)])
            let body = fields.mutate(try complete.message.serializedBytes())
            generator = fields.generator
            let name = TestJournal.name(of: complete.message)
            switch try journal.send(name, Data(body), school: complete.school) {
            case .accepted: accepted += 1
            case .rejected(let rejection): #expect(rejection.code != .internalFault, "\(name): \(rejection)")
            }
        }
        #expect(accepted > Self.rounds / 100)
        try journal.expectFold()
    }

    private static let numbers: [UInt64] = [
        0, 1, 5, 16, 30, 1_439, 1_440, UInt64(UInt32.max), UInt64(Int64.max), UInt64.max,
    ]
}
