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

    @Test("a stage forgotten by its sender is gone with its chunks and makes room, nobody else's; twice is no error")
    func forgotten() throws {
        for sender in ["office", "library"] { _ = try begin(sender: sender) }
        _ = try add("a", number: 1)
        for _ in 1...2 { #expect(try forget().chunks == 0) }
        #expect(try fixture.count("stage") == 1)
        #expect(try fixture.count("stage_chunk") == 0)
        #expect(code { try add("b", number: 2) } == .unknown)
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
        let problem = Rejection(.notAllowed, field: place, "not on this day")
        let rejection = Rejection(.notAllowed, field: place, "not on this day", problems: [problem])
        #expect(try apply(chunks: 2) == .rejected(rejection))
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

    private func forget() throws -> Staging.Stage {
        try fixture.database.write {
            try Staging(limits: limits).forget(
                Self.stageID, school: LogFixture.school, sender: "office", at: fixture.clock.now, in: $0)
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

    /// - Parameter school: what the last command of each chunk is about; the stage's where none is given.
    private func stage(_ chunks: [[String]], school: UUID? = nil) throws {
        _ = try begin()
        for (index, names) in chunks.enumerated() {
            var content = WireStagedCommands.with { chunk in
                chunk.commands = names.map { name in
                    WireStagedCommand.with {
                        $0.name = name
                        $0.body = Data(name.utf8)
                    }
                }
            }
            if let school { content.commands[names.count - 1].schoolID = Data(school.bytes) }
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

    @Test("every part is looked at, and every problem is told by its place, also to a retry")
    func everyProblem() throws {
        try stage([["AppendThenReject", "Append", "Conflict"], ["NoSuchCommand"]])
        let answer = try apply(chunks: 2)
        guard case .rejected(let rejection) = answer else {
            Issue.record("the stage was accepted")
            return
        }
        #expect(
            rejection.problems.map(\.field) == [
                "chunk[1].commands[0].day", "chunk[1].commands[2]", "chunk[2].commands[0]",
            ])
        #expect(rejection.problems.map(\.code) == [.notAllowed, .conflict, .unknownCommand])
        #expect(try apply(chunks: 2) == answer)
        #expect(try fixture.count("event") == 0)
    }

    @Test("no more problems are told than the limit", arguments: [(99, 99), (100, 100), (101, 100)])
    func problemLimit(_ wrong: Int, _ told: Int) throws {
        try stage([Array(repeating: "AppendThenReject", count: wrong)])
        guard case .rejected(let rejection) = try apply(chunks: 1) else {
            Issue.record("the stage was accepted")
            return
        }
        #expect(rejection.problems.count == told)
    }

    @Test("what was counted is told, also to a retry")
    func counted() throws {
        try stage([["Count", "Append"], ["Count"]])
        let answer = CommandAnswer.accepted(1...3, changes: [ChangeCount(kind: "thing", [.added: 2])])
        #expect(try apply(chunks: 2) == answer)
        #expect(try apply(chunks: 2) == answer)
    }

    @Test("a try counts, leaves nothing, and can be carried out afterwards by another command")
    func tried() throws {
        try stage([["Count"], ["Count"]])
        let counts = [ChangeCount(kind: "thing", [.added: 2])]
        #expect(try apply(chunks: 2, isTry: true) == .accepted(nil, changes: counts))
        #expect(try apply(chunks: 2, isTry: true) == .accepted(nil, changes: counts))
        #expect(try fixture.count("event") == 0)
        #expect(try fixture.count("stage_chunk") == 2)
        #expect(try apply(chunks: 2, id: numbered(11)) == .accepted(1...2, changes: counts))
    }

    @Test("a try that fails tells the problems and leaves the stage")
    func triedInVain() throws {
        try stage([["Count", "Conflict"]])
        #expect(try apply(chunks: 1, isTry: true).code == .conflict)
        #expect(try fixture.count("stage_chunk") == 1)
    }

    @Test("a stage whose end is missing is rejected as a whole")
    func unfinished() throws {
        try stage([["Append", "Unfinished"]])
        #expect(try apply(chunks: 1) == .rejected(Rejection(.missing, "the end is missing")))
        #expect(try fixture.count("event") == 0)
    }

    @Test("a command that only stages hold is not taken alone")
    func alone() throws {
        let answer = try fixture.execute(fixture.command("Count"))[0]
        #expect(
            answer == .rejected(Rejection(.notAllowed, field: "name", "this is taken inside a staged import alone")))
    }

    @Test("each part is recorded for the school it names, the stage's where it names none")
    func schools() throws {
        let other = numbered(50)
        try stage([["Append", "Append"]], school: other)
        #expect(try apply(chunks: 1, schools: .only([other])) == .accepted(1...2))
        let recorded = try fixture.database.read {
            try UUID.fetchAll($0, sql: "SELECT school_id FROM event ORDER BY sequence")
        }
        #expect(recorded == [LogFixture.school, other])
    }

    @Test("a part for a school that the sender may not act for is forbidden, and the answer is not kept")
    func foreignSchool() throws {
        try stage([["Append", "Append"]], school: numbered(50))
        let refused = try apply(chunks: 1, schools: .only([LogFixture.school]))
        #expect(
            refused
                == .rejected(
                    Rejection(
                        .forbidden, field: "chunk[1].commands[1].school_id", "this key may not act for that school")))
        #expect(try apply(chunks: 1, schools: .all) == .accepted(1...2))
    }

    private func apply(
        chunks: UInt32, id: UUID = numbered(10), isTry: Bool = false, rights: Choice<String> = .all,
        schools: Choice<UUID> = .only([])
    ) throws -> CommandAnswer {
        let body = WireApplyStage.with {
            $0.stageID = Data(Self.stageID.bytes)
            $0.chunks = chunks
            if isTry { $0.onlyTry = true }
        }
        let command = Command(
            id: id, sender: "office", issuedAt: fixture.clock.now, actor: LogFixture.actor,
            school: LogFixture.school, name: Staging.applyName, body: try body.serializedBytes(), rights: rights,
            schools: schools)
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
