/// What is done with a mail whose turn has come, judged by what is known at that moment: a guardianship may have ended
/// since the marks were gathered.
public enum SendDecision: Hashable, Sendable {
    case send(to: String)
    case suppress(Suppression)
    /// It was tried for as long as it may be.
    case giveUp

    /// What the decision rests on.
    public struct Circumstances: Hashable, Sendable {
        /// The guardianship or the employment stands today, where the school is.
        public var hasRight: Bool
        /// There is an account whose holder wants such mail.
        public var isWanted: Bool
        /// Nil where there is none, or none a mail can be sent to.
        public var address: String?
        /// Something of what it tells still holds.
        public var isCurrent: Bool
        /// From when on it is no news any more, microseconds UTC.
        public var expiresAt: Int64
        /// How often it was handed to the transport.
        public var attempts: Int

        public init(
            hasRight: Bool, isWanted: Bool, address: String?, isCurrent: Bool, expiresAt: Int64, attempts: Int
        ) {
            self.hasRight = hasRight
            self.isWanted = isWanted
            self.address = address
            self.isCurrent = isCurrent
            self.expiresAt = expiresAt
            self.attempts = attempts
        }
    }

    /// - Parameter now: microseconds UTC.
    public init(_ circumstances: Circumstances, now: Int64) {
        self =
            if now > circumstances.expiresAt {
                circumstances.attempts == 0 ? .suppress(.stale) : .giveUp
            } else if !circumstances.hasRight {
                .suppress(.noRight)
            } else if !circumstances.isWanted {
                .suppress(.unwanted)
            } else if !circumstances.isCurrent {
                .suppress(.undone)
            } else if let address = circumstances.address {
                .send(to: address)
            } else {
                .suppress(.noAddress)
            }
    }
}
