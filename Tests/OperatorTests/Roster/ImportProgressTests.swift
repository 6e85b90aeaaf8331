import Synchronization
import Testing

@testable import Operator

@Suite struct ImportProgressTests {
    /// What was written, and a clock that a test moves.
    private final class Screen: Sendable {
        private let lines = Mutex<[String]>([])
        private let present = Mutex(ContinuousClock.now)

        var written: [String] { lines.withLock { $0 } }

        func write(_ text: String) { lines.withLock { $0.append(text) } }
        func now() -> ContinuousClock.Instant { present.withLock { $0 } }
        func pass(_ duration: Duration) { present.withLock { $0 = $0 + duration } }

        func progress(isTerminal: Bool) -> ImportProgress {
            ImportProgress(isTerminal: isTerminal, write: { self.write($0) }, now: { self.now() })
        }
    }

    @Test func aTerminalsLineIsDrawnAnewTenTimesASecondAtMostAndClearedAtTheEnd() {
        let screen = Screen()
        let progress = screen.progress(isTerminal: true)
        progress.show("reading a.csv", "1 of 9 KiB")
        progress.show("reading a.csv", "2 of 9 KiB")
        screen.pass(.milliseconds(100))
        progress.show("reading a.csv", "3 of 9 KiB")
        progress.show("sending", "part 1 of 2")
        progress.end()
        #expect(
            screen.written == [
                "\r\u{1B}[Kreading a.csv: 1 of 9 KiB", "\r\u{1B}[Kreading a.csv: 3 of 9 KiB",
                "\r\u{1B}[Ksending: part 1 of 2", "\r\u{1B}[K",
            ])
    }

    @Test func inAFileEachStepIsALineAndALongOneEveryFiveSeconds() {
        let screen = Screen()
        let progress = screen.progress(isTerminal: false)
        progress.show("reading a.csv", "1 of 9 KiB")
        screen.pass(.seconds(4))
        progress.show("reading a.csv", "2 of 9 KiB")
        screen.pass(.seconds(1))
        progress.show("reading a.csv", "3 of 9 KiB")
        progress.show("sending", "part 1 of 2")
        progress.end()
        #expect(
            screen.written == [
                "reading a.csv: 1 of 9 KiB\n", "reading a.csv: 3 of 9 KiB\n", "sending: part 1 of 2\n",
            ])
    }

    @Test func whatTakesItsTimeGivesItsResultOrItsError() async throws {
        let progress = Screen().progress(isTerminal: false)
        #expect(try await progress.during("applying", "2 records") { 7 } == 7)
        await #expect(throws: NoSuchFile.self) {
            try await progress.during("applying", "2 records") { () async throws -> Int in
                throw NoSuchFile(path: "a")
            }
        }
    }
}
