import ServiceKit

/// The one door to an operator's terminal: whatever goes out through it, and whoever wrote it, moves no cursor. It
/// stands in the place of ServiceKit's, so that nothing of this program writes past it.
enum StandardOutput {
    /// Writes whole lines.
    static let write: @Sendable (String) -> Void = { text in ServiceKit.StandardOutput.write(SafeText.lines(text)) }
}

/// The door beside it, for what is said while something is done.
enum StandardError {
    /// Writes whole lines, or, where it begins with ``SafeText/clearedLine``, over a terminal's line.
    static let write: @Sendable (String) -> Void = { text in ServiceKit.StandardError.write(SafeText.progress(text)) }
}
