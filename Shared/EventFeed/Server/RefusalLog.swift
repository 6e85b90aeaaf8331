import Logging
import School

/// Writes refusals to the log, each kind of each sender at most once in a while: a sender that is refused over and over
/// must not fill the disk.
struct RefusalLog {
    /// Between two lines about the same.
    static let interval: Duration = .seconds(10)

    private struct Kind: Hashable {
        let sender: String
        let code: String
    }

    private struct Told {
        var at: DeadlineSweep.Instant
        var unsaid = 0
    }

    private var told: [Kind: Told] = [:]

    /// - Parameters:
    ///   - sender: the allow-list's name; nil for a key that has none any more.
    ///   - message: says what was refused, and nothing about a person.
    mutating func note(
        _ code: String, field: String?, of sender: String?, _ message: String, at now: DeadlineSweep.Instant,
        to logger: Logger
    ) {
        // Of as many senders as the allow-list names, and of a few codes: the table stays small.
        let kind = Kind(sender: sender ?? "-", code: code)
        if let last = told[kind], now - last.at < Self.interval {
            told[kind]?.unsaid += 1
            return
        }
        let unsaid = told.updateValue(Told(at: now), forKey: kind)?.unsaid ?? 0
        logger.notice(
            "a request was refused",
            metadata: [
                "sender.name": "\(kind.sender)", "code": "\(code)", "field": "\(field ?? "-")", "reason": "\(message)",
                "unsaid": "\(unsaid)",
            ])
    }
}
