import ServiceKit

/// The keys of every service with pages.
public enum WebKeys {
    public static let host = ConfigurationKey(
        "http.host", .string, default: "127.0.0.1",
        doc: "The address pages and API listen on, behind a reverse proxy.")
    public static let port = ConfigurationKey(
        "http.port", .port, doc: "The port of pages and API; 0 lets the system choose.")
    public static let publicOrigin = ConfigurationKey(
        "web.public-origin", .publicOrigin,
        doc: "Where browsers see the cluster: scheme, host and port of the reverse proxy.")
    public static let secureCookies = ConfigurationKey(
        "web.secure-cookies", .bool, default: true,
        doc: "Cookies travel by https alone. False only where the public origin is plain http, for a trial.")
    public static let trustedProxies = ConfigurationKey(
        "web.trusted-proxies", .list(of: .networkPrefix), default: [.loopback],
        doc: "Reverse proxies whose X-Forwarded-For is believed.")
    public static let journalBase = ConfigurationKey(
        "web.journal-base-path", .basePath, default: .journal,
        doc: "Where the journal's pages begin: staff sign in there.")

    public static let diaryBase = ConfigurationKey(
        "web.diary-base-path", .basePath, default: .diary,
        doc: "Where the diary's pages begin: families sign in there.")
    public static let monitorBase = ConfigurationKey(
        "web.monitor-base-path", .basePath, default: .monitor,
        doc: "Where the lists of what is overdue begin.")
    public static let statisticsBase = ConfigurationKey(
        "web.statistics-base-path", .basePath, default: .statistics,
        doc: "Where the city's figures begin.")

    /// Where this service's pages begin.
    /// - Parameter standard: `/journal`, `/diary`, `/monitor` or `/statistics`.
    public static func basePath(default standard: BasePath) -> ConfigurationKey<BasePath> {
        ConfigurationKey(
            "web.base-path", .basePath, default: standard, doc: "Where this service's pages begin at the public origin."
        )
    }

    /// What keys that are right each by itself get wrong together.
    @Sendable
    public static func mistakes(_ configuration: ConfigurationValues) -> [ConfigurationMistake] {
        let (origin, isSecure) = (configuration[publicOrigin], configuration[secureCookies])
        guard origin.isSecure != isSecure else { return [] }
        return [
            ConfigurationMistake(
                place: configuration.place(of: secureCookies.name) ?? configuration.place(of: publicOrigin.name)
                    ?? .declaration,
                key: secureCookies.name, found: "\(isSecure) where \(publicOrigin.name) is \(origin.text)",
                expected: isSecure
                    ? "false for a trial by plain http, or an https origin" : "true wherever the origin is https")
        ]
    }

    /// All of them, for a service's list of keys.
    public static func all(basePath: ConfigurationKey<BasePath>) -> [any ConfigurationDeclaration] {
        [
            host, port, basePath, publicOrigin, secureCookies, trustedProxies, journalBase, diaryBase,
            monitorBase, statisticsBase,
        ]
    }
}

extension ConfigurationType where Value == BasePath {
    /// Where pages begin.
    public static var basePath: Self {
        .custom("a path such as /journal, without a slash at its end", render: \.text) { BasePath($0) }
    }
}

extension ConfigurationType where Value == PublicOrigin {
    /// Scheme, host and port.
    public static var publicOrigin: Self {
        .custom("an origin such as https://zvonok.example, without a path", render: \.text) { PublicOrigin($0) }
    }
}

extension ConfigurationType where Value == NetworkPrefix {
    /// An address or a network.
    public static var networkPrefix: Self {
        .custom("an address or network such as 10.0.0.0/8", render: \.text) { NetworkPrefix($0) }
    }
}
