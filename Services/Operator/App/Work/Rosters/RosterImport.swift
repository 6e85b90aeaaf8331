import Crypto
import EventFeed
import Foundation
import School

/// What an import came to.
struct RosterOutcome: Equatable, Sendable {
    /// Kind by kind.
    let changes: [ChangeCount]
    /// The events appended; nil where nothing changed, or where it was only tried.
    let sequences: ClosedRange<Int64>?
}

/// The journal would not take a roster.
struct RosterRefused: Error, CustomStringConvertible {
    /// The first hundred.
    let problems: [RosterProblem]
    /// After how many milliseconds another try is worth it; nil: never.
    var retryAfter: UInt32?

    var description: String {
        "the journal refuses the roster; nothing of it was recorded\n"
            + problems.map { "  \($0)" }.joined(separator: "\n")
    }
}

/// Brings a roster to the journal: staged in chunks, then applied whole or not at all.
struct RosterImport: Sendable {
    /// How long the first answer may take: whether anybody is there.
    private static let firstPatience: Duration = .seconds(20)
    /// How long the answer to one chunk may take.
    private static let patience: Duration = .seconds(60)
    /// How long the roster may take to be applied; nothing is lost by asking again.
    private static let applyPatience: Duration = .seconds(600)
    private static let attempts = 5

    let client: FeedClient
    let progress: ImportProgress
    /// Microseconds UTC.
    var now: @Sendable () -> Int64
    /// What the file calls a field of a record; nil: as the journal does.
    var column: @Sendable (RosterRecord, String) -> String? = { _, _ in nil }

    /// - Parameter onlyTry: everything is done, counted and taken back.
    /// - Throws: ``RosterRefused``, `FeedClientError`.
    func run(_ roster: Roster, onlyTry: Bool) async throws -> RosterOutcome {
        guard let school = roster.entries.first?.school else { return RosterOutcome(changes: [], sequences: nil) }
        let chunks = RosterChunks(roster: roster, school: school)
        let (stage, starts) = try await plan(chunks)
        do {
            try await send(chunks, to: stage, count: starts.count)
            let command = try RosterChunks.apply(
                stage, chunks: starts.count, onlyTry: onlyTry, school: school, at: now())
            let outcome = try await apply(command, onlyTry: onlyTry, count: roster.entries.count)
            if onlyTry { try await forget(stage, of: school) }
            return outcome
        } catch let rejection as Rejection {
            // What is mended and sent again is another stage, and a sender may have few.
            if rejection.retryAfterMilliseconds == nil { try? await forget(stage, of: school) }
            throw refused(rejection, chunks, starts)
        }
    }

    private func forget(_ stage: UUID, of school: UUID) async throws {
        try await client.forgetStage(stage, school: school, timeout: Self.patience)
    }

    /// The stage is named after what it will hold: an import that was cut off goes on where it was.
    private func plan(_ chunks: RosterChunks) async throws -> (stage: UUID, starts: [Int]) {
        progress.show("packing", "\(chunks.count - 2) records")
        var digest = SHA256()
        var starts: [Int] = []
        try await chunks.forEach { content, first in
            digest.update(data: SHA256.hash(data: content).withUnsafeBytes { Data($0) })
            starts.append(first)
        }
        let name = digest.finalize().map { String($0, radix: 16) }.joined(separator: ".")
        return (.version5(namespace: chunks.school, name: name), starts)
    }

    private func send(_ chunks: RosterChunks, to stage: UUID, count: Int) async throws {
        progress.show("sending", "\(count) parts")
        let there = try await repeating(attempts: 1) { () async throws in
            try await client.beginStage(stage, school: chunks.school, timeout: Self.firstPatience).chunks
        }
        var number = 0
        try await chunks.forEach { content, _ in
            number += 1
            progress.show("sending", "part \(number) of \(count)")
            guard number > there else { return }
            let sent = number
            _ = try await repeating { () async throws in
                try await client.sendChunk(content, number: sent, of: stage, timeout: Self.patience)
            }
        }
    }

    private func apply(_ command: Command, onlyTry: Bool, count: Int) async throws -> RosterOutcome {
        let answer = try await progress.during(onlyTry ? "trying" : "applying", "\(count) records") {
            try await repeating { () async throws in
                let answer = try await client.send(command, timeout: Self.applyPatience)
                if case .rejected(let rejection) = answer, rejection.retryAfterMilliseconds != nil { throw rejection }
                return answer
            }
        }
        switch answer {
        case .accepted(let sequences, let changes):
            return RosterOutcome(changes: changes, sequences: onlyTry ? nil : sequences)
        case .rejected(let rejection): throw rejection
        }
    }

    /// Asks again where the connection broke or the journal is busy.
    private func repeating<Answer>(
        attempts: Int = attempts, _ ask: () async throws -> Answer
    ) async throws -> Answer {
        for _ in 1..<attempts {
            do {
                return try await ask()
            } catch let rejection as Rejection {
                guard let pause = rejection.retryAfterMilliseconds else { throw rejection }
                try await Task.sleep(for: .milliseconds(Int64(pause)))
            } catch FeedClientError.timedOut, FeedClientError.disconnected {
                continue
            }
        }
        return try await ask()
    }

    // MARK: - What the journal has against it

    private func refused(_ rejection: Rejection, _ chunks: RosterChunks, _ starts: [Int]) -> RosterRefused {
        let problems = rejection.problems.isEmpty ? [rejection] : rejection.problems
        return RosterRefused(
            problems: problems.map { problem($0, chunks, starts) }, retryAfter: rejection.retryAfterMilliseconds)
    }

    private func problem(_ rejection: Rejection, _ chunks: RosterChunks, _ starts: [Int]) -> RosterProblem {
        let staged = rejection.field.flatMap(StagedPlace.init)
        let entry = staged.flatMap { place -> RosterEntry? in
            guard starts.indices.contains(place.chunk - 1) else { return nil }
            return chunks.entry(starts[place.chunk - 1] + place.command)
        }
        guard let entry else {
            return RosterProblem(
                place: nil, code: rejection.code.rawValue,
                message: rejection.field.map { "\($0): \(rejection.message)" } ?? rejection.message)
        }
        var place = entry.place
        if let field = staged?.field { place.column = column(entry.record, field) ?? field }
        return RosterProblem(place: place, code: rejection.code.rawValue, message: rejection.message)
    }
}
