import ServiceKit

/// Keys of every kind, and the reading of a file with them.
enum ConfigurationFixture {
    struct Upstream: Sendable, Equatable {
        let feed: String
        let endpoint: String
        let batch: Int
    }

    enum Mood: String, Sendable, CaseIterable {
        case calm, loud
    }

    static let port = ConfigurationKey("http.port", .port, default: 8080, doc: "The port.")
    static let baseURL = ConfigurationKey("http.base-path", .string, default: "/", doc: "The base path.")
    static let name = ConfigurationKey("feed.name", .string, doc: "The feed's name.")
    static let wait = ConfigurationKey(
        "feed.wait", .duration(.milliseconds(100) ... .seconds(30)), default: .seconds(10), doc: "How long to wait.")
    static let bytes = ConfigurationKey("feed.batch-bytes", .byteSize(1...1 << 20), default: 1 << 16, doc: "Bytes.")
    static let isShown = ConfigurationKey("shown", .bool, default: true, doc: "Whether it is shown.")
    static let mood = ConfigurationKey("mood", ConfigurationType<Mood>.choice, default: .calm, doc: "The mood.")
    static let keyFile = ConfigurationKey.optional("key-file", ConfigurationType<String>.path, doc: "A key.")
    static let secret = ConfigurationKey.optional(
        "secret", ConfigurationType<Int>.int(1...9), doc: "A secret number.", isSecret: true)
    static let schools = ConfigurationKey("schools", .list(of: .string), default: [], doc: "Schools.")

    static let upstreamFeed = ConfigurationKey("feed", .string, doc: "Its name.")
    static let upstreamEndpoint = ConfigurationKey("endpoint", .string, doc: "Its endpoint.")
    static let upstreamBatch = ConfigurationKey("batch", .int(1...100), default: 10, doc: "Events at a time.")
    static let upstreams = ConfigurationKey(
        "upstreams",
        .records(
            of: Upstream.self, [upstreamFeed, upstreamEndpoint, upstreamBatch], render: { "{feed: \($0.feed)}" },
            build: { (values) throws(InvalidRecord) in
                let feed = values[upstreamFeed]
                guard feed.contains(".") else {
                    throw InvalidRecord(found: "feed \"\(feed)\"", expected: "a feed with its shard, name.shard")
                }
                return Upstream(feed: feed, endpoint: values[upstreamEndpoint], batch: values[upstreamBatch])
            }), default: [], doc: "Upstreams.")

    static let keys: [any ConfigurationDeclaration] = [
        port, baseURL, name, wait, bytes, isShown, mood, keyFile, secret, schools, upstreams,
    ]

    static func load(
        _ directory: String, yaml: String?, environment: [String: String] = [:], flags: [String] = []
    ) throws(ConfigurationError) -> ConfigurationValues {
        let file = "\(directory)/zvonok.yaml"
        if let yaml { try? write(yaml, to: file) }
        return try ConfigurationLoader(keys: keys).load(
            ConfigurationSources(
                file: yaml.map { _ in file }, environment: environment, flags: flags, workingDirectory: directory))
    }

    /// The mistakes of a configuration as a person reads them, the directory left out.
    static func mistakes(
        yaml: String?, environment: [String: String] = [:], flags: [String] = []
    ) throws -> [String] {
        try withTemporaryDirectory { directory in
            do {
                _ = try load(directory, yaml: yaml, environment: environment, flags: flags)
                return []
            } catch let error as ConfigurationError {
                return error.mistakes.map { $0.description.replacing(directory + "/", with: "") }
            }
        }
    }
}
