import EventFeed
import ServiceKit
import Web

/// The keys of the diary-reader beside the standard ones, the bus's and the upstreams.
enum DiaryKeys {
    static let feed = ConfigurationKey(
        "feed.name", .feedName, doc: "The name of the diary's feed; the seed of its chain, so it never changes.")
    static let freshness = ConfigurationKey(
        "feeds.freshness", .duration(.milliseconds(100) ... .seconds(30)), default: .seconds(1),
        doc: "How old the instant may become up to which the diaries are complete, while nothing happens.")

    static let basePath = WebKeys.basePath(default: .diary)

    static let all: [any ConfigurationDeclaration] =
        BusKeys.all + [Upstream.key, feed, freshness] + WebKeys.all(basePath: basePath)
}
