import EventFeed
import ServiceKit
import Web

/// The keys of the journal-writer beside the standard ones, the bus's and those of its pages.
enum JournalKeys {
    static let feed = ConfigurationKey(
        "feed.name", .feedName, doc: "The name of the journal's feed; the seed of its chain, so it never changes.")
    static let basePath = WebKeys.basePath(default: .journal)

    static let all: [any ConfigurationDeclaration] = BusKeys.all + [feed] + WebKeys.all(basePath: basePath)
}
