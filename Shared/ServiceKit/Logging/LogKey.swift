/// The keys of log metadata. No value under them is a name, a mark, an address or a secret.
public enum LogKey {
    /// The trace a message belongs to: 32 hexadecimal digits, as in W3C Trace Context.
    public static let traceID = "trace.id"
    public static let service = "service.name"
    public static let error = "error.message"
    public static let errorCode = "error.code"
    public static let reason = "reason"
    public static let store = "store.path"
    public static let feed = "feed.name"
    public static let epoch = "feed.epoch"
    public static let sequence = "feed.sequence"
    public static let peer = "peer.name"
    public static let endpoint = "net.endpoint"
    public static let signal = "process.signal"
    public static let exitCode = "process.exit_code"
    public static let duration = "duration.ms"
    public static let faultPoint = "fault.point"
}
