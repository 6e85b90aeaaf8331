import Dispatch
import Foundation
import Glibc

/// The page that redraws: at each interval, at a key, and when the terminal's size changes.
struct StatusWatch: Sendable {
    /// Why the page is looked at again, or no more.
    private enum Wake: Sendable {
        case interval
        case resized
        case key(UInt8)
        case ended
    }

    /// q, Ctrl-C, Ctrl-D.
    private static let leaving: Set<UInt8> = [UInt8(ascii: "q"), UInt8(ascii: "Q"), 3, 4]

    let terminal: Terminal
    let interval: Duration
    let ask: @Sendable () async -> ClusterState

    /// Until somebody presses q or Ctrl-C, or asks the process to end.
    func run() async {
        let (wakes, continuation) = AsyncStream.makeStream(of: Wake.self, bufferingPolicy: .bufferingNewest(16))
        let sources = sources(continuation)
        defer {
            for source in sources { source.cancel() }
            terminal.restore()
        }
        var state = await ask()
        draw(state)
        for await wake in wakes {
            switch wake {
            case .ended: return
            case .key(let key) where Self.leaving.contains(key): return
            case .resized: draw(state)
            case .interval, .key:
                state = await ask()
                draw(state)
            }
        }
    }

    private func draw(_ state: ClusterState) {
        let size = terminal.size
        var lines = StatusPage(state: state, width: size.columns).lines
        let room = max(1, size.rows - 1)
        if lines.count > room {
            lines = lines.prefix(room - 1) + [.init(text: "… the window is too small for the rest")]
        }
        while lines.count < room { lines.append(.init(text: "")) }
        terminal.draw(lines + [.init(text: String("q leaves, any other key looks again".prefix(size.columns)))])
    }

    /// What wakes the page. A signal has its handler here, not its usual effect: the terminal is put right first.
    private func sources(_ continuation: AsyncStream<Wake>.Continuation) -> [any DispatchSourceProtocol] {
        let queue = DispatchQueue(label: "zvonok.terminal")
        let keys = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: queue)
        keys.setEventHandler {
            var key: UInt8 = 0
            continuation.yield(read(STDIN_FILENO, &key, 1) == 1 ? .key(key) : .ended)
        }
        let timer = DispatchSource.makeTimerSource(queue: queue)
        let seconds = Double(interval.components.seconds) + Double(interval.components.attoseconds) * 1e-18
        timer.schedule(deadline: .now() + seconds, repeating: seconds)
        timer.setEventHandler { continuation.yield(.interval) }
        let signals = [SIGWINCH, SIGTERM, SIGINT, SIGHUP].map { number -> any DispatchSourceProtocol in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { continuation.yield(number == SIGWINCH ? .resized : .ended) }
            return source
        }
        let all: [any DispatchSourceProtocol] = [keys, timer] + signals
        for source in all { source.activate() }
        return all
    }
}
