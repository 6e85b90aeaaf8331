/// How much of what a service takes on; each is finite, and what is beyond it is answered, never dropped silently.
public struct CommandLimits: Sendable {
    /// The most commands in one transaction.
    public var batch = 256
    /// The most commands not yet answered, of all senders.
    public var waiting = 4_096
    /// The most bytes of commands not yet answered, of all senders.
    public var waitingBytes = 64 * 1024 * 1024
    /// The most commands of one sender not yet answered.
    public var waitingPerSender = 256
    /// The most bytes of one sender's commands not yet answered.
    public var waitingBytesPerSender = 8 * 1024 * 1024
    /// A command issued longer ago than this is `expired`; microseconds (30 days).
    public var maximumAge: Int64 = 30 * 86_400 * 1_000_000
    /// A command issued further ahead of the owner's clock than this is `issued-in-future`; microseconds (5 minutes).
    public var maximumAhead: Int64 = 5 * 60 * 1_000_000
    /// How long answers are kept for retries; longer than the maximum age; microseconds (31 days).
    public var answersKept: Int64 = 31 * 86_400 * 1_000_000
    /// The advice given with `busy`, in milliseconds.
    public var retryAfterMilliseconds: UInt32 = 200
    /// An import that was begun and not applied goes after this long; microseconds (24 hours).
    public var stageKept: Int64 = 24 * 3_600 * 1_000_000
    /// The longest chunk of a staged import, in bytes.
    public var stageChunkBytes = 1024 * 1024
    /// The most chunks of one stage.
    public var stageChunks = 1_024
    /// The most stages one sender has open.
    public var stagesPerSender = 4
    /// The most problems of one stage that are told; nobody reads more at once.
    public var stageProblems = 100

    public init() {}
}
