import EventFeed
import ServiceKit

/// The keys of the journal-writer beside the standard ones and the bus's.
enum JournalKeys {
    static let feed = ConfigurationKey(
        "feed.name", .feedName, doc: "The name of the journal's feed; the seed of its chain, so it never changes.")

    static let all: [any ConfigurationDeclaration] = BusKeys.all + [feed]
}
