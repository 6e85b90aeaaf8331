import ServiceKit

/// How a feed stands, in JSON. Instants are microseconds UTC, and once more as RFC 3339 text.
struct FeedMember: Encodable {
    let standing: FeedStanding

    init(_ standing: FeedStanding) { self.standing = standing }

    private enum Key: String, CodingKey {
        case feed, state, since
        case sinceText = "since_text"
        case cursor
        case completeUntil = "complete_until"
        case completeUntilText = "complete_until_text"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(standing.feed, forKey: .feed)
        try container.encode(standing.state, forKey: .state)
        try container.encode(standing.since, forKey: .since)
        try container.encode(standing.since.map(TimestampText.rfc3339), forKey: .sinceText)
        try container.encode(standing.cursor, forKey: .cursor)
        try container.encode(standing.completeUntil, forKey: .completeUntil)
        try container.encode(standing.completeUntil.map(TimestampText.rfc3339), forKey: .completeUntilText)
    }
}
