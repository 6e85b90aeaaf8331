import Foundation
import Glibc
import Synchronization

/// A terminal that a page is drawn on: keys come one by one and are not shown, and what stood there before comes back.
final class Terminal: Sendable {
    struct Size: Equatable, Sendable {
        var columns: Int
        var rows: Int
    }

    private static let alternateScreen = "\u{1B}[?1049h\u{1B}[?25l"
    private static let usualScreen = "\u{1B}[?25h\u{1B}[?1049l"

    private let before: termios
    private let isRestored = Mutex(false)

    /// - Returns: nil where standard input or output is no terminal.
    init?() {
        var present = termios()
        guard isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &present) == 0 else { return nil }
        before = present
        // Ctrl-C comes as a key: the page ends as it does at `q`.
        present.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        present.c_iflag &= ~tcflag_t(IXON | ICRNL)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &present) == 0 else { return nil }
        Self.write(Self.alternateScreen)
    }

    deinit { restore() }

    /// Everything is as it was.
    func restore() {
        let isFirst = isRestored.withLock { restored in
            defer { restored = true }
            return !restored
        }
        guard isFirst else { return }
        Self.write(Self.usualScreen)
        var present = before
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &present)
    }

    var size: Size {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return Size(columns: 80, rows: 24)
        }
        return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    /// Draws lines from the top, in one write, without clearing first: nothing flickers.
    func draw(_ lines: [StatusPage.Line]) {
        let rows = size.rows
        var text = "\u{1B}[H"
        for (index, line) in lines.prefix(rows).enumerated() {
            text += (index == 0 ? "" : "\r\n") + Self.styled(line) + "\u{1B}[K"
        }
        Self.write(text + "\u{1B}[J")
    }

    private static func styled(_ line: StatusPage.Line) -> String {
        switch line.weight {
        case .plain: line.text
        case .title: "\u{1B}[1m\(line.text)\u{1B}[0m"
        case .alarm: "\u{1B}[1;31m\(line.text)\u{1B}[0m"
        }
    }

    private static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR && errno != EAGAIN { return }
        }
    }
}
