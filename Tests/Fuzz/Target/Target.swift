import Contracts
import School
import ZeroMQ

@testable import EventFeed

/// Everything that an input meets: a journal-writer's port and a statistics-collector's subscription, each after the
/// sample history, each as it was before once the input has been read.
struct Target: Sendable {
    /// Made once; without it there is nothing to test, so a failure ends the process.
    static let shared = make()

    private let thread = FuzzerThread()
    private let port: JournalPort
    private let consumer: Consumer

    private init() throws {
        let journal = try SampleJournal()
        port = try JournalPort(journal)
        consumer = try Consumer(of: journal)
        thread.run { [port] in await port.reportFaults() }
    }

    private static func make() -> Target {
        do {
            return try Target()
        } catch {
            Tally.defect("the sample could not be made: \(error)")
        }
    }

    /// Takes one message. The fuzzer's thread waits until it is dealt with, so that inputs never overlap.
    /// - Returns: whether it came further than the decoders: only from such is it worth going on.
    func take(_ input: UnsafeBufferPointer<UInt8>) -> Bool {
        Randomness.restart()
        let frames = FrameList.decode(input)
        let envelope = Envelope(frames: frames)
        Tally.countInput(passed: envelope != nil)
        let isTakenOn = thread.run { await port.take(frames) }
        return envelope.map(consumer.take) ?? false || isTakenOn
    }
}
