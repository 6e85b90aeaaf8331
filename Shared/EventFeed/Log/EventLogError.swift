/// What can be wrong with a log; each says what was tried and on what.
public enum EventLogError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The store holds another feed than the configuration names.
    case otherFeed(stored: String, configured: String)
    /// An event larger than `NewEvent.maximumPayload`.
    case payloadTooLarge(type: String, bytes: Int)
    /// A row cannot be what the log wrote.
    case damaged(sequence: Int64, what: String)
    /// The store has no feed yet.
    case notPrepared
    /// A policy's event that names no id: its cause could append it twice.
    case missingID(type: String)

    public var description: String {
        switch self {
        case .otherFeed(let stored, let configured):
            "the store holds the feed \(stored), the configuration says \(configured); a feed never changes its name"
        case .payloadTooLarge(let type, let bytes):
            "an event \(type) of \(bytes) bytes was to be recorded; the limit is \(NewEvent.maximumPayload)"
        case .damaged(let sequence, let what): "event \(sequence) of the log: damaged \(what)"
        case .notPrepared: "the store has no feed yet"
        case .missingID(let type): "an event \(type) appended by a policy has no id of its own"
        }
    }
}
