/// How an attempt ended, whatever the mail was handed to.
public enum DeliveryOutcome: Hashable, Sendable {
    case accepted
    /// It was not taken on; another time it may be.
    case retry(code: Int?)
    /// It is refused for good.
    case failed(code: Int?)
    /// It was handed over whole and no reply came.
    case ambiguous
}

/// What an attempt makes of a mail.
public enum AttemptResult: Hashable, Sendable {
    case accepted
    /// Microseconds UTC of the next attempt.
    case retry(at: Int64, code: Int?)
    case ambiguous(at: Int64)
    case failed(code: Int?)

    /// What is known of the mail when the attempt is over.
    public struct Attempt: Hashable, Sendable {
        /// This one included.
        public let attempts: Int
        /// Earlier ones that ended without a reply to the whole.
        public let ambiguous: Int
        public let expiresAt: Int64

        public init(attempts: Int, ambiguous: Int, expiresAt: Int64) {
            self.attempts = attempts
            self.ambiguous = ambiguous
            self.expiresAt = expiresAt
        }
    }

    /// - Parameter now: microseconds UTC.
    public init(_ outcome: DeliveryOutcome, of attempt: Attempt, schedule: RetrySchedule, now: Int64) {
        let next = now + schedule.wait(after: attempt.attempts)
        switch outcome {
        case .accepted: self = .accepted
        case .failed(let code): self = .failed(code: code)
        case .retry(let code):
            self = next > attempt.expiresAt ? .failed(code: code) : .retry(at: next, code: code)
        case .ambiguous:
            let isLast = attempt.ambiguous + 1 >= RetrySchedule.maximumAmbiguous || next > attempt.expiresAt
            self = isLast ? .failed(code: nil) : .ambiguous(at: next)
        }
    }
}
