import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import EventFeed

@Suite("Staged imports")
struct StagingTests {
    private static let stageID = numbered(99)
    private let fixture: LogFixture
    private let limits = CommandLimits()

    init() throws { fixture = try LogFixture() }

    @Test("an opened stage lasts a day; opening it again changes nothing")
    func begins() throws {
        let opened = try begin()
        let expiresAt = fixture.clock.now + limits.stageKept
        #expect(opened == .init(id: Self.stageID, school: LogFixture.school, chunks: 0, expiresAt: expiresAt))
        fixture.clock.advance(by: 1_000)
        #expect(try begin() == opened)
    }

    @Test("a sender's fifth open stage is busy, another sender's is taken")
    func stagesPerSender() throws {
        for number in 1...4 { _ = try begin(numbered(UInt16(number))) }
        #expect(throws: Rejection.self) { try begin(numbered(5)) }
        #expect(try begin(numbered(5), sender: "library").chunks == 0)
    }

    @Test("chunks come in order: the second before the first is refused")
    func order() throws {
        _ = try begin()
        #expect(code { try add("b", number: 2) } == .invalid)
        #expect(try add("a", number: 1).chunks == 1)
        #expect(try add("b", number: 2).chunks == 2)
    }

    @Test("chunk numbers outside 1 to 1024 are refused", arguments: [0, -1, 1_025])
    func numbers(_ number: Int) throws {
        _ = try begin()
        #expect(code { try add("a", number: number) } == .invalid)
    }

    @Test("the same chunk again changes nothing, other content under its number is refused")
    func repeated() throws {
        _ = try begin()
        _ = try add("a", number: 1)
        let second = try add("b", number: 2)
        #expect(try add("a", number: 1) == second)
        #expect(code { try add("c", number: 1) } == .exists)
    }

    @Test("a chunk of a mebibyte is taken, one byte more is too large")
    func size() throws {
        _ = try begin()
        #expect(code { try add(Data(count: limits.stageChunkBytes + 1), number: 1) } == .tooLarge)
        #expect(try add(Data(count: limits.stageChunkBytes), number: 1).chunks == 1)
    }

    @Test("a stage that was never opened, or by another sender, takes no chunk")
    func unknownStage() throws {
        #expect(code { try add("a", number: 1) } == .unknown)
        _ = try begin(sender: "library")
        #expect(code { try add("a", number: 1) } == .unknown)
    }

    @Test("everything staged is recorded as one command's, and the stage is gone")
    func applies() throws {
        try stage([["Append", "Append"], ["AppendTwice"]])
        #expect(try apply(chunks: 2) == .accepted(1...4))
        #expect(try fixture.count("stage") == 0)
        #expect(try fixture.count("stage_chunk") == 0)
    }

    @Test("an import applied is answered the same when it is retried")
    func retried() throws {
        try stage([["Append"]])
        let first = try apply(chunks: 1)
        #expect(try apply(chunks: 1) == first)
        #expect(try fixture.count("event") == 1)
    }

    @Test("one rejected part rejects the whole, names its place, and leaves the stage open")
    func allOrNothing() throws {
        try stage([["Append"], ["Append", "AppendThenReject"]])
        let place = "chunk[2].commands[1].day"
        #expect(try apply(chunks: 2) == .rejected(Rejection(.notAllowed, field: place, "not on this day")))
        #expect(try fixture.count("event") == 0)
        #expect(try fixture.count("stage_chunk") == 2)
    }

    @Test("an unknown command inside a stage rejects the whole")
    func unknownCommand() throws {
        try stage([["Append", "NoSuchCommand"]])
        #expect(try apply(chunks: 1).code == .unknownCommand)
        #expect(try fixture.count("event") == 0)
    }

    @Test("another number of chunks than have come is refused", arguments: [0, 1, 3])
    func wrongCount(_ announced: UInt32) throws {
        try stage([["Append"], ["Append"]])
        #expect(try apply(chunks: announced).code == .invalid)
        #expect(try fixture.count("event") == 0)
    }

    @Test("a chunk that holds no commands is malformed")
    func malformedChunk() throws {
        _ = try begin()
        _ = try add(Data([0xFF]), number: 1)
        #expect(try apply(chunks: 1).code == .malformed)
    }

    @Test("a stage of 24 hours stands, a microsecond later it and its chunks are gone")
    func prunes() throws {
        try stage([["Append"]])
        fixture.clock.advance(by: limits.stageKept)
        try fixture.database.write { try fixture.executor.keepHouse(in: $0) }
        #expect(try fixture.count("stage") == 1)
        fixture.clock.advance(by: 1)
        try fixture.database.write { try fixture.executor.keepHouse(in: $0) }
        #expect(try fixture.count("stage") == 0)
        #expect(try fixture.count("stage_chunk") == 0)
    }

    private func begin(_ id: UUID = stageID, sender: String = "office") throws -> Staging.Stage {
        try fixture.database.write {
            try Staging(limits: limits).begin(
                id, school: LogFixture.school, sender: sender, at: fixture.clock.now, in: $0)
        }
    }

    private func add(_ content: String, number: Int) throws -> Staging.Stage {
        try add(Data(content.utf8), number: number)
    }

    private func add(_ content: Data, number: Int) throws -> Staging.Stage {
        try fixture.database.write {
            try Staging(limits: limits).add(content, number: number, to: Self.stageID, sender: "office", in: $0)
        }
    }

    private func stage(_ chunks: [[String]]) throws {
        _ = try begin()
        for (index, names) in chunks.enumerated() {
            let content = WireStagedCommands.with { chunk in
                chunk.commands = names.map { name in
                    WireStagedCommand.with {
                        $0.name = name
                        $0.body = Data(name.utf8)
                    }
                }
            }
            _ = try add(try content.serializedBytes(), number: index + 1)
        }
    }

    @Test("a staged command that its sender may not give rejects the whole, and the answer is not kept")
    func foreignRights() throws {
        try stage([["Append"], ["Append", "AppendTwice"]])
        let rights = Choice.only([Staging.applyName, "Append"])
        #expect(
            try apply(chunks: 2, rights: rights)
                == .rejected(
                    Rejection(.forbidden, field: "chunk[2].commands[1]", "this key may not send that command")))
        #expect(try fixture.count("event") == 0)
        #expect(try apply(chunks: 2) == .accepted(1...4))
    }

    private func apply(chunks: UInt32, rights: Choice<String> = .all) throws -> CommandAnswer {
        let body = WireApplyStage.with {
            $0.stageID = Data(Self.stageID.bytes)
            $0.chunks = chunks
        }
        let command = Command(
            id: numbered(10), sender: "office", issuedAt: fixture.clock.now, actor: LogFixture.actor,
            school: LogFixture.school, name: Staging.applyName, body: try body.serializedBytes(), rights: rights)
        return try #require(try fixture.execute(command).first)
    }

    private func code(_ body: () throws -> Staging.Stage) -> Rejection.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? Rejection)?.code
        }
    }
}
