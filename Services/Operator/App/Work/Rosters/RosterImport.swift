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
    /// What the journal left out because it is about what an earlier roster named and left out.
    var leftOut: [RosterWarning] = []
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
    /// How long the answer may take when nothing hangs on it any more.
    private static let lastPatience: Duration = .seconds(5)
    private static let attempts = 5

    let client: FeedClient
    let progress: ImportProgress
    /// Microseconds UTC.
    var now: @Sendable () -> Int64
    /// What the file calls a field of a record; nil: as the journal does.
    var column: @Sendable (RosterRecord, String) -> String? = { _, _ in nil }

    /// - Parameters:
    ///   - onlyTry: everything is done, counted and taken back.
    ///   - mayEnd: how much of a kind may end by it, in percent.
    /// - Throws: ``RosterRefused``, ``RosterEndsTooMuch``, `FeedClientError`.
    func run(_ roster: Roster, onlyTry: Bool, mayEnd: Int) async throws -> RosterOutcome {
        guard let school = roster.entries.first?.school else { return RosterOutcome(changes: [], sequences: nil) }
        let chunks = RosterChunks(roster: roster, school: school)
        let (stage, starts) = try await plan(chunks)
        do {
            var outcome = try await Interrupted.unless {
                try await send(chunks, to: stage, count: starts.count)
                return try await carryOut(roster, onlyTry: onlyTry, mayEnd: mayEnd) { isTry in
                    try RosterChunks.apply(
                        stage, chunks: starts.count, onlyTry: isTry, school: school, at: now())
                }
            }
            if onlyTry { await forget(stage, of: school) }
            outcome.leftOut = leftOut(outcome.changes, chunks, starts)
            return outcome
        } catch {
            // Whatever comes next is another stage, and a sender may have few.
            await forget(stage, of: school)
            if let rejection = error as? Rejection { throw refused(rejection, chunks, starts) }
            throw error
        }
    }

    /// - Parameter command: makes one to try the stage or to apply it.
    private func carryOut(
        _ roster: Roster, onlyTry: Bool, mayEnd: Int, _ command: (_ isTry: Bool) throws -> Command
    ) async throws -> RosterOutcome {
        let count = roster.recordCount
        if onlyTry { return try await apply(try command(true), onlyTry: true, count: count) }
        if mayEnd < 100, roster.canEnd {
            try Self.check(try await apply(try command(true), onlyTry: true, count: count), mayEnd, roster.source)
        }
        return try await apply(try command(false), onlyTry: false, count: count)
    }

    private static func check(_ tried: RosterOutcome, _ mayEnd: Int, _ source: String) throws {
        let losses = RosterLoss.beyond(mayEnd, tried.changes)
        guard losses.isEmpty else { throw RosterEndsTooMuch(source: source, losses: losses) }
    }

    /// What cannot be forgotten now goes after a day.
    private func forget(_ stage: UUID, of school: UUID) async {
        try? await client.forgetStage(stage, school: school, timeout: Self.lastPatience)
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
        let there = try await begin(stage, of: chunks.school)
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

    /// - Returns: how many parts are there already.
    private func begin(_ stage: UUID, of school: UUID) async throws -> Int {
        do {
            return try await client.beginStage(stage, school: school, timeout: Self.firstPatience).chunks
        } catch let rejection as Rejection where rejection.code == .busy {
            throw Rejection(
                .busy,
                "\(rejection.message): those that were cut off. Bring one of their files once more, unchanged, which goes "
                    + "on with it and clears it, or wait: each is forgotten a day after it began",
                retryAfterMilliseconds: rejection.retryAfterMilliseconds)
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
        guard let place = place(rejection.field, chunks, starts) else {
            return problem(
                ofRoster: rejection, field: rejection.field.flatMap(StagedPlace.init)?.field ?? rejection.field)
        }
        return RosterProblem(place: place, code: rejection.code.rawValue, message: rejection.message)
    }

    /// Where in the file something stands that the journal has something against.
    private func place(_ field: String?, _ chunks: RosterChunks, _ starts: [Int]) -> RosterPlace? {
        guard let staged = field.flatMap(StagedPlace.init), starts.indices.contains(staged.chunk - 1),
            let entry = chunks.entry(starts[staged.chunk - 1] + staged.command)
        else { return nil }
        return staged.field.map { entry.place(of: $0, column) } ?? entry.place
    }

    private func leftOut(_ changes: [ChangeCount], _ chunks: RosterChunks, _ starts: [Int]) -> [RosterWarning] {
        var findings = RosterFindings(limit: 0)
        for change in changes where change[.leftOut] > 0 {
            let places = change.leftOutPlaces.compactMap { place($0, chunks, starts) }
            for place in places {
                findings.warn(
                    place, .words("what an earlier roster named and left out"), expected: "what was not; so is this")
            }
            let rest = change[.leftOut] - UInt64(places.count)
            guard rest > 0, let last = places.last else { continue }
            findings.warn(
                RosterPlace(file: last.file), .words("\(rest) more such rows"), expected: "none; they are left out")
        }
        return findings.warnings
    }

    /// What no line of a file says.
    private func problem(ofRoster rejection: Rejection, field: String?) -> RosterProblem {
        let message =
            switch field {
            case "effective_day" where rejection.code == .notAllowed, "changed_at" where rejection.code == .notAllowed:
                "\(rejection.message): take the newest file, or add --older"
            case let field?: "\(field): \(rejection.message)"
            case nil: rejection.message
            }
        return RosterProblem(place: nil, code: rejection.code.rawValue, message: message)
    }
}
