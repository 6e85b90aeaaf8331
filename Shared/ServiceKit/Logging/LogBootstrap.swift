import Logging
import Synchronization

/// Makes the process's logging system write our lines. swift-log allows it once a process; a second call does nothing.
public enum LogBootstrap {
    private static let isDone = Mutex(false)

    public static func once(level: Logger.Level, format: LineLogHandler.Format) {
        let isFirst = isDone.withLock { done in
            defer { done = true }
            return !done
        }
        guard isFirst else { return }
        LoggingSystem.bootstrap(
            { label, provider in
                LineLogHandler(label: label, level: level, format: format, metadataProvider: provider)
            }, metadataProvider: TraceContext.metadataProvider)
    }
}
