import EventFeed
import ZeroMQ

/// The keys of a service's port on the bus.
public enum BusKeys {
    public static let endpoint = ConfigurationKey(
        "bus.endpoint", .endpoint(for: .bind), doc: "Where the service's port is bound, such as tcp://127.0.0.1:7001.")
    public static let secretKey = ConfigurationKey(
        "bus.secret-key", .path, doc: "The file with the service's CURVE secret key, mode 0600.")
    public static let clientKey = ConfigurationKey.optional(
        "bus.client-key", ConfigurationType<String>.path,
        doc: "The file with the secret key it asks others with; without it, its port's. Another than the port's can be "
            + "changed without a pause: zvonok keys rotate.")
    public static let allowList = ConfigurationKey(
        "bus.allow-list", .path, doc: "The file that says whose keys may ask what; read again at SIGHUP.")
    public static let operatorKey = ConfigurationKey.optional(
        "bus.operator-key", ConfigurationType<String>.path,
        doc: "The file with an operator's secret key: with it `backup`, `verify`, `rebuild` and `skip` ask the service "
            + "while it runs.")

    public static let all: [any ConfigurationDeclaration] = [endpoint, secretKey, clientKey, allowList, operatorKey]
}

/// A feed this service reads, and where its owner is.
public struct Upstream: Sendable, Equatable {
    public let feed: FeedName
    public let endpoint: BusEndpoint
    public let serverKey: CurvePublicKey
}

extension Upstream {
    private static let feedKey = ConfigurationKey("feed", .feedName, doc: "The feed's name.")
    private static let endpointKey = ConfigurationKey(
        "endpoint", .endpoint(for: .connect), doc: "Its owner's port.")
    private static let serverKeyKey = ConfigurationKey("server-key", .curvePublicKey, doc: "Its owner's public key.")

    /// The list of feeds a consumer reads.
    public static let key = ConfigurationKey(
        "upstreams",
        .records(
            of: Upstream.self, [feedKey, endpointKey, serverKeyKey],
            distinct: [DistinctNames("feed") { [$0.feed.rawValue] }],
            render: { "\($0.feed) at \($0.endpoint)" }
        ) { values in
            Upstream(feed: values[feedKey], endpoint: values[endpointKey], serverKey: values[serverKeyKey])
        }, doc: "The feeds that are read, each with its owner's endpoint and public key.")
}

extension ConfigurationType where Value == FeedName {
    /// A feed's name.
    public static var feedName: Self {
        .custom(
            "a feed's name: 1 to \(FeedName.maximumLength) of a-z, 0-9, - and .", render: { $0.rawValue },
            parse: { FeedName($0) })
    }
}

extension ConfigurationType where Value == CurvePublicKey {
    /// A CURVE public key.
    public static var curvePublicKey: Self {
        .custom(
            "a CURVE public key, 40 characters of Z85", render: { YAMLText.quoteIfNeeded($0.z85) },
            parse: { try? CurvePublicKey(z85: $0) })
    }
}
