import Logging

/// Writes each log event as one line, at once: a pipe is never left with half a buffer when the process ends.
public struct LineLogHandler: LogHandler {
    public enum Format: String, Sendable, CaseIterable {
        /// One JSON object a line.
        case json
        /// For a person at a terminal.
        case text
    }

    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let format: Format
    private let now: WallClock
    private let write: @Sendable (String) -> Void

    /// - Parameter write: receives each line with its line feed; by default standard error.
    public init(
        label: String, level: Logger.Level, format: Format, metadataProvider: Logger.MetadataProvider? = nil,
        now: @escaping WallClock = WallClocks.system, write: @escaping @Sendable (String) -> Void = StandardError.write
    ) {
        self.label = label
        self.format = format
        self.metadataProvider = metadataProvider
        self.now = now
        self.write = write
        logLevel = level
    }

    public subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var all = metadataProvider?.get() ?? [:]
        all.merge(metadata) { $1 }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all[LogKey.error] = .string("\(error)") }
        let line = LogLine(
            instant: now(), level: event.level, label: label, message: event.message.description, metadata: all)
        write((format == .json ? line.json : line.text) + "\n")
    }
}
