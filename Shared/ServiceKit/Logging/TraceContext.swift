import Logging

/// The trace the present task works for. Every log line written inside carries it.
public enum TraceContext {
    /// 32 hexadecimal digits (W3C Trace Context's trace-id); nil outside any trace.
    @TaskLocal public static var traceID: String?

    /// Adds the trace id to log lines.
    public static let metadataProvider = Logger.MetadataProvider {
        traceID.map { [LogKey.traceID: .string($0)] } ?? [:]
    }
}
