import Logging

/// The keys every service has.
public enum StandardKeys {
    public static let storePath = ConfigurationKey(
        "store.path", .path, doc: "The service's SQLite file, on a local disk. Nothing else may open it.")
    public static let storeIsSample = ConfigurationKey(
        "store.sample", .bool, default: false,
        doc: "Whether a store that is made is a sample; a store stays what it was made, and this must agree with it.")
    public static let storeMinimumFree = ConfigurationKey(
        "store.minimum-free", .byteSize(1 << 20...1 << 40), default: 256 << 20,
        doc: "Below this much free disk, commands are refused.")
    public static let backupDirectory = ConfigurationKey(
        "backup.directory", .path, default: "backups", doc: "Where backups are written.")
    public static let clockFile = ConfigurationKey.optional(
        "clock.simulated-file", ConfigurationType<String>.path,
        doc: "The cluster's simulated clock; only a service with a sample store runs on one.")
    public static let healthHost = ConfigurationKey(
        "health.host", .loopback, default: LoopbackAddress.standard,
        doc: "Where /livez, /readyz, /version and /metrics are served.")
    public static let healthPort = ConfigurationKey(
        "health.port", .port, doc: "The port of the health listener; 0 lets the system choose.")
    public static let drainLimit = ConfigurationKey(
        "lifecycle.drain", .duration(.milliseconds(100) ... .seconds(600)), default: .seconds(20),
        doc: "How long the service may finish its work after SIGTERM before it is cancelled.")
    public static let logLevel = ConfigurationKey(
        "log.level", ConfigurationType<Logger.Level>.choice, default: .info, doc: "The least severe level logged.")
    public static let logFormat = ConfigurationKey(
        "log.format", ConfigurationType<LineLogHandler.Format>.choice, default: .json,
        doc: "One JSON object a line, or text for a terminal.")
    public static let metricsSeries = ConfigurationKey(
        "metrics.series-limit", .int(100...1_000_000), default: PrometheusRegistry.seriesLimit, unit: "time series",
        doc: "Series beyond this are dropped and counted.")

    public static let all: [any ConfigurationDeclaration] = [
        storePath, storeIsSample, storeMinimumFree, backupDirectory, clockFile, healthHost, healthPort, drainLimit,
        logLevel, logFormat, metricsSeries,
    ]

    /// What keys that are right each by itself get wrong together.
    static func mistakes(_ configuration: ConfigurationValues) -> [ConfigurationMistake] {
        guard let clock = configuration[clockFile], !configuration[storeIsSample] else { return [] }
        return [
            ConfigurationMistake(
                place: configuration.place(of: clockFile.name) ?? .declaration, key: clockFile.name,
                found: "the simulated clock \(clock) for a real store (\(storeIsSample.name) is false)",
                expected: "real time: remove \(clockFile.name) from the configuration")
        ]
    }
}

extension LoopbackAddress {
    /// 127.0.0.1.
    public static let standard = LoopbackAddress(verified: "127.0.0.1")
}

extension ConfigurationType where Value == LoopbackAddress {
    /// An address that only this machine can reach.
    public static var loopback: Self {
        .custom("a loopback address such as 127.0.0.1 or ::1", render: { YAMLText.quoteIfNeeded($0.host) }) { text in
            LoopbackAddress(text)
        }
    }
}
