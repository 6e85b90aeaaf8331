import EventFeed
import ServiceKit
import Web

/// The keys of the deadline-monitor beside the standard ones, the bus's and the upstreams.
enum MonitorKeys {
    static let feed = ConfigurationKey(
        "feed.name", .feedName, doc: "The name of the feed of alerts; the seed of its chain, so it never changes.")
    static let freshness = ConfigurationKey(
        "feeds.freshness", .duration(.milliseconds(100) ... .seconds(30)), default: .seconds(1),
        doc: "How long after its instant an alert may come, while nothing else happens.")
    static let basePath = WebKeys.basePath(default: .monitor)

    private static let tokenName = ConfigurationKey("name", .string, doc: "Whose token it is; appears in logs.")
    private static let tokenHash = ConfigurationKey(
        "sha256", .string, doc: "SHA-256 of the token, 64 hexadecimal digits; the token itself stands nowhere.")
    static let tokens = ConfigurationKey(
        "tokens",
        .records(of: APIToken.self, [tokenName, tokenHash], render: { $0.name }) { values throws(InvalidRecord) in
            guard let token = APIToken(name: values[tokenName], sha256: values[tokenHash]) else {
                throw InvalidRecord(found: "a hash that is none", expected: "64 hexadecimal digits")
            }
            return token
        }, doc: "Programs that may read the alerts of every school.", isSecret: true)

    static let all: [any ConfigurationDeclaration] =
        BusKeys.all + [Upstream.key, feed, freshness] + WebKeys.all(basePath: basePath) + [tokens]
}
