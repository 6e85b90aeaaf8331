import EventFeed

/// What an operator may ask of a service, whether it runs or not.
public enum OperatorRequest: Sendable, Equatable {
    /// Write a backup into this directory on the service's host; nil for the configured one.
    case backup(directory: String?)
    case verify(VerifyRequest)
    case rebuild(RebuildRequest)
    case skip(SkipRequest)

    /// The subcommand's name, also in logs.
    public var name: String {
        switch self {
        case .backup: "backup"
        case .verify: "verify"
        case .rebuild: "rebuild"
        case .skip: "skip"
        }
    }
}

public struct VerifyRequest: Sendable, Equatable {
    /// From the beginning, and with SQLite's whole integrity check; else from where the last verification ended.
    public var isFull: Bool
    /// What an operator knows the feed held, from an older verification or a printed page.
    public var expectation: ChainExpectation?
    /// Where readers of the feed stand; of each it is said whether the feed has been there.
    public var places: [FeedPosition]

    public init(isFull: Bool = false, expectation: ChainExpectation? = nil, places: [FeedPosition] = []) {
        self.isFull = isFull
        self.expectation = expectation
        self.places = places
    }
}

/// A point of a feed's history that must still be there: `SEQUENCE:HASH`.
public struct ChainExpectation: Sendable, Equatable {
    public let sequence: Int64
    /// SHA-256 as 64 lower-case hexadecimal digits.
    public let hash: String

    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence >= 0, parts[1].count == 64,
            parts[1].allSatisfy({ $0.isHexDigit && $0.isASCII })
        else { return nil }
        self.sequence = sequence
        hash = parts[1].lowercased()
    }
}

public struct RebuildRequest: Sendable, Equatable {
    /// The feed whose projection is built anew; nil for all.
    public var feed: String?

    public init(feed: String? = nil) { self.feed = feed }
}

/// Leaves out one event that cannot be applied; recorded, and kept by rebuilds.
public struct SkipRequest: Sendable, Equatable {
    public var feed: String
    public var sequence: Int64
    /// Why, for whoever reads the record later; it names no person.
    public var reason: String

    public init(feed: String, sequence: Int64, reason: String) {
        self.feed = feed
        self.sequence = sequence
        self.reason = reason
    }
}

/// What came of an operator's request.
public struct OperatorOutcome: Sendable, Equatable {
    /// False where what was checked is wrong, or the work could not be done.
    public var succeeded: Bool
    /// For the operator, a sentence a line.
    public var lines: [String]

    public init(succeeded: Bool, lines: [String]) {
        self.succeeded = succeeded
        self.lines = lines
    }
}

/// The process that holds the store does not answer on its command port. Try again, or stop it and ask once more.
public struct RunningServiceUnreachable: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
