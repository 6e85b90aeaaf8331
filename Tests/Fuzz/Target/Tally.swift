import Foundation
import Synchronization

/// What became of the inputs, said at the end of the run, which fails if too few came past the header decoder: such
/// inputs would test little.
struct Tally {
    /// The least share of inputs that must pass the header decoder.
    static let leastShare = 0.2
    /// Fewer inputs than this are a reproduction and not judged.
    static let fewestJudged = 1_000
    private static let saidEvery = 1_000_000
    /// Exit code of a run in which too few passed; libFuzzer itself ends with 1 and 70 to 77.
    static let failure: Int32 = 78

    var inputs = 0
    /// Whose frames, tag and header were read.
    var passed = 0
    var fetchesAnswered = 0
    var commandsAccepted = 0
    var commandsRejected = 0
    /// Rejected because a constraint of the store caught what no check before it did.
    var commandsRejectedByStore = 0
    var batchesTaken = 0
    var eventsApplied = 0

    private static let kept = Mutex(Tally())

    static func count(_ change: (inout Tally) -> Void) { kept.withLock { change(&$0) } }

    /// One more input was read; now and then it is said how far the run has come.
    static func countInput(passed: Bool) {
        let tally = kept.withLock { tally in
            tally.inputs += 1
            if passed { tally.passed += 1 }
            return tally
        }
        if tally.inputs % saidEvery == 0 { say(tally.text) }
    }

    /// Says the counts when the process ends and makes it fail if they say that the run was worth little.
    static func reportAtExit() {
        atexit {
            let tally = Tally.kept.withLock { $0 }
            Tally.say(tally.text)
            guard tally.inputs >= Tally.fewestJudged, tally.share < Tally.leastShare else { return }
            Tally.say("too few inputs passed the header decoder: at least \(Tally.percent(Tally.leastShare)) must")
            _exit(Tally.failure)
        }
    }

    /// Ends the process as a crash would, for what no peer may bring about although nothing traps: libFuzzer then
    /// keeps the input.
    static func defect(_ what: String) -> Never {
        say("defect: \(what)")
        abort()
    }

    static func say(_ line: String) {
        FileHandle.standardError.write(Data("message-fuzzer: \(line)\n".utf8))
    }

    private var share: Double { inputs == 0 ? 0 : Double(passed) / Double(inputs) }

    private var text: String {
        """
        \(inputs) inputs, \(passed) (\(Self.percent(share))) passed the header decoder; \
        \(fetchesAnswered) fetches answered; commands: \(commandsAccepted) accepted, \(commandsRejected) rejected, \
        \(commandsRejectedByStore) of them by the store; \(batchesTaken) batches taken, \(eventsApplied) events applied
        """
    }

    private static func percent(_ share: Double) -> String { "\(Int(share * 100)) %" }
}
