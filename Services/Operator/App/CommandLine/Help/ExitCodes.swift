import ServiceKit

/// What the codes mean by which `zvonok` ends.
enum ExitCodes {
    static let all: [(exit: ServiceExit, meaning: String)] = [
        (.ok, "done"),
        (.usage, "wrong command line"),
        (.dataError, "what was checked or handed over is wrong, or a service rejected it; nothing was changed by it"),
        (.noInput, "a file, store or backup that is not there, or an id that nobody knows"),
        (.unavailable, "a service does not answer, or has not come so far"),
        (.software, "an error nobody foresaw"),
        (.incomplete, "done in part: what is left, and the command that goes on, is told"),
        (.ioError, "a file cannot be read or written"),
        (.temporaryFailure, "try again: something is in use or full"),
        (.configuration, "wrong configuration, key or right"),
    ]

    static var help: String {
        "Exit codes: " + all.map { "\($0.exit.rawValue) \($0.meaning)" }.joined(separator: "; ") + "."
    }
}
