import Contracts
import Foundation
import School
import SwiftProtobuf
import TestKit
import Testing
import ZeroMQ

@testable import EventFeed

/// What a peer may send us after its key was let in: recorded valid messages with bits turned, lengths changed, fields
/// and frames dropped or doubled. Nothing of it may crash a reader or make it hold more than the message itself.
@Suite struct MutationTests {
    private static let mutations = 100_000
    /// What the process may grow by meanwhile, in bytes; a message is at most a few hundred.
    private static let memoryLimit = 64 << 20

    // In a process of its own: what other tests hold meanwhile would be counted with it.
    @Test("A hundred thousand mutated messages are read or refused, and a fifth of them pass the header")
    func mutatedMessagesNeverCrash() async {
        await #expect(processExitsWith: .success) { try Self.readMutatedMessages() }
    }

    private static func readMutatedMessages() throws {
        let corpus = try Recorded.requests() + Recorded.answers()
        var generator = SeededGenerator(seed: 0x5A56_4F4E_4F4B)
        try forgetPeak()
        let before = try peakBytes()
        var passed = 0
        for round in 0..<mutations {
            var mutator = Mutator(frames: corpus[round % corpus.count])
            mutator.mutate(using: &generator)
            guard let envelope = Envelope(frames: mutator.frames) else { continue }
            passed += 1
            Recorded.readEverywhere(envelope)
        }
        #expect(passed >= mutations / 5)
        #expect(try peakBytes() < before + memoryLimit)
    }

    @Test("Every recorded message is valid before it is mutated")
    func recordedMessagesAreValid() throws {
        for frames in try Recorded.requests() + Recorded.answers() {
            #expect(Envelope(frames: frames) != nil)
        }
    }

    /// From here on the process's peak is counted anew (proc(5), clear_refs).
    private static func forgetPeak() throws {
        try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    }

    /// The most memory the process has held.
    private static func peakBytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.split(separator: " ")[1])) * 1_024
    }
}

/// Valid messages of every kind, and every reader that meets them.
private enum Recorded {
    private static let feed = "journal.test"
    private static let id = Data(repeating: 7, count: 16)
    private static let hash = Data(repeating: 9, count: 32)

    static func requests() throws -> [[[UInt8]]] {
        let mark =
            try WireGiveMark.with {
                $0.markID = id
                $0.workID = id
                $0.pupilID = id
                $0.value = .with { $0.points = 4 }
                $0.date = 20_700
            }.serializedBytes() as Data
        let staged =
            try WireStagedCommands.with {
                $0.commands = [("GiveMark", mark), ("GiveMark", mark)].map { name, body in
                    .with {
                        $0.name = name
                        $0.body = body
                    }
                }
            }.serializedBytes() as Data
        let fetch = WireFetch.with {
            $0.feed = feed
            $0.after = 0
            $0.chainHash = hash
            $0.subscription = "mutated"
            $0.types = ["MarkGiven", "LessonScheduled"]
            $0.waitMs = 1_000
        }
        let command = WireCommand.with {
            $0.commandID = id
            $0.issuedAt = 1_790_000_000_000_000
            $0.actorID = id
            $0.schoolID = id
            $0.name = "GiveMark"
            $0.body = mark
        }
        let begin = WireStageBegin.with {
            $0.stageID = id
            $0.schoolID = id
        }
        let chunk = WireStageChunk.with {
            $0.stageID = id
            $0.number = 1
            $0.content = staged
        }
        let verify = WireVerify.with {
            $0.full = true
            $0.expectedSequence = 12
            $0.expectedHash = hash
            $0.places = [
                WireFeedPlace.with {
                    $0.sequence = 12
                    $0.chainHash = hash
                }
            ]
        }
        return [
            try frames(.fetch, fetch), try frames(.command, command), try frames(.stageBegin, begin),
            try frames(.stageChunk, chunk), try frames(.verify, verify),
        ]
    }

    static func answers() throws -> [[[UInt8]]] {
        let given =
            try WireMarkGiven.with {
                $0.markID = id
                $0.workID = id
                $0.pupilID = id
                $0.value = .with { $0.points = 4 }
                $0.date = 20_700
            }.serializedBytes() as Data
        let event = WireEvent.with {
            $0.sequence = 1
            $0.eventID = id
            $0.schoolID = id
            $0.type = "MarkGiven"
            $0.schemaVersion = 1
            $0.recordedAt = 1_790_000_000_000_000
            $0.actorID = id
            $0.payload = given
            $0.salt = id
        }
        let batch = WireBatch.with {
            $0.feed = feed
            $0.epoch = id
            $0.after = 0
            $0.head = 1
            $0.through = 1
            $0.chainHash = hash
            $0.completeUntil = 1_790_000_000_000_001
            $0.events = [event]
        }
        return [try frames(.batch, batch), try frames(.diverged, WireDiverged.with { $0.head = 3 })]
    }

    private static func frames(_ kind: WireKind, _ body: any Message) throws -> [[UInt8]] {
        try Envelope.frames(kind, requestID: 42, traceID: .version7(atMicroseconds: 1), body: body)
    }

    /// Hands a body to each reader that could meet it; an error is a good answer.
    static func readEverywhere(_ envelope: Envelope) {
        if let wire = try? WireCommand(serializedBytes: envelope.body) {
            _ = try? Command(
                wire: wire, of: SenderRights(name: "mutator", keys: [], commands: .all), traceID: envelope.traceID)
        }
        if let wire = try? WireFetch(serializedBytes: envelope.body) { readFetch(wire, envelope) }
        if let wire = try? WireEvent(serializedBytes: envelope.body) { _ = FeedEvent(wire: wire) }
        _ = try? DeskRequest(kind: envelope.kind, body: envelope.body)
        if let chunk = try? WireStageChunk(serializedBytes: envelope.body) {
            _ = try? WireStagedCommands(serializedBytes: chunk.content)
        }
        readBatch(envelope)
    }

    private static func readFetch(_ wire: WireFetch, _ envelope: Envelope) {
        guard let name = FeedName(feed), let key = try? CurvePublicKey(bytes: Array(repeating: 1, count: 32)) else {
            return
        }
        let rights = SenderRights(name: "mutator", keys: [key], feeds: [name: .all])
        let log = EventLog(feed: name, erasableTypes: [], now: { 0 })
        _ = try? FetchTask(
            wire: wire, envelope: envelope, peer: PeerID(bytes: [1]), userID: key.z85, rights: rights, log: log)
    }

    private static func readBatch(_ envelope: Envelope) {
        guard let name = FeedName(feed), let wire = try? WireBatch(serializedBytes: envelope.body) else { return }
        let request = SubscriptionRequest(
            feed: name, subscription: "mutated", types: [], maximumEvents: 0, wait: .zero)
        _ = try? ReceivedBatch(wire, request: request, after: .origin(of: name))
    }
}

/// Turns a valid message into a nearly valid one.
private struct Mutator {
    var frames: [[UInt8]]

    mutating func mutate(using generator: inout SeededGenerator) {
        switch generator.next() % 10 {
        case 0: doubleOrDropFrame(using: &generator)
        case 1: change(frame: 1, using: &generator)
        case 2: changeField(frame: 1, using: &generator)
        case 3...5: changeField(frame: 2, using: &generator)
        default: change(frame: 2, using: &generator)
        }
    }

    private mutating func changeField(frame: Int, using generator: inout SeededGenerator) {
        var fields = FieldMutator(
            generator: generator, numbers: [0, 127, 255, 65_535, UInt64(UInt32.max), UInt64.max],
            texts: [[], Array("MarkGiven".utf8), Array(repeating: 0xD0, count: 65)])
        frames[frame] = fields.mutate(frames[frame])
        generator = fields.generator
    }

    private mutating func doubleOrDropFrame(using generator: inout SeededGenerator) {
        let place = Int.random(in: 0..<frames.count, using: &generator)
        if Bool.random(using: &generator) {
            frames.insert(frames[place], at: place)
        } else {
            frames.remove(at: place)
        }
    }

    private mutating func change(frame: Int, using generator: inout SeededGenerator) {
        guard !frames[frame].isEmpty else { return }
        let place = Int.random(in: 0..<frames[frame].count, using: &generator)
        switch generator.next() % 4 {
        case 0: frames[frame][place] ^= 1 << UInt8(generator.next() % 8)
        case 1: frames[frame].removeSubrange(place...)
        case 2:
            let end = min(frames[frame].count, place + Int.random(in: 1...20, using: &generator))
            frames[frame].insert(contentsOf: frames[frame][place..<end], at: place)
        default: frames[frame][place] = UInt8.random(in: 0...255, using: &generator)
        }
    }
}
