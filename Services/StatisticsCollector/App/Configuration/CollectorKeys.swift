import ServiceKit
import Web

/// The keys of the statistics-collector beside the standard ones, the bus's and the upstreams.
enum CollectorKeys {
    static let basePath = WebKeys.basePath(default: .statistics)
    static let freshness = ConfigurationKey(
        "feeds.freshness", .duration(.milliseconds(100) ... .seconds(30)), default: .seconds(1),
        doc: "How old the instant may become up to which the figures are complete, while nothing happens.")

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
        }, doc: "Who may read the figures.", isSecret: true)

    static let all: [any ConfigurationDeclaration] =
        BusKeys.all + [Upstream.key, freshness, tokens] + WebKeys.all(basePath: basePath)
}
