import Metrics

/// What a context needs to know at its start. The defaults are the ones the services run with.
public struct ContextConfiguration: Sendable {
    /// libzmq's own threads that do the network work, 1…16. One carries well over 100,000 small messages a second.
    public var ioThreads = 1
    /// Sockets the context may hold, monitors included, 1…65,535.
    public var maxSockets = 1_023
    /// Messages taken from one socket before the others get their turn, 1…65,536.
    public var maxMessagesPerTurn = 256
    /// Time that waiting jobs get in one turn of the loop before the sockets are looked at again.
    public var turnBudget: Duration = .milliseconds(2)
    /// A single job, or a socket's handlers in one turn, that takes longer is counted: it has held up every socket of
    /// the process.
    public var jobBudget: Duration = .milliseconds(5)
    /// Where counters go; nil is the process's bootstrapped factory.
    public var metrics: (any MetricsFactory)?

    public init() {}

    func validate() throws(ZeroMQError) {
        try Self.check(ioThreads, 1...16, "ioThreads")
        try Self.check(maxSockets, 1...65_535, "maxSockets")
        try Self.check(maxMessagesPerTurn, 1...65_536, "maxMessagesPerTurn")
        guard turnBudget > .zero, jobBudget > .zero else {
            throw ZeroMQError(.invalidArgument, "make context", reason: "turnBudget and jobBudget must be positive")
        }
    }

    private static func check(_ value: Int, _ range: ClosedRange<Int>, _ name: String) throws(ZeroMQError) {
        guard range.contains(value) else {
            throw ZeroMQError(.invalidArgument, "make context", reason: "\(name) is \(value), expected \(range)")
        }
    }
}

extension Duration {
    /// Whole nanoseconds, held to what fits.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, carried) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return carried ? (seconds < 0 ? .min : .max) : sum
    }

    /// Whole milliseconds, rounded up, held to what fits an `Int32`.
    var milliseconds: Int32 {
        let nanoseconds = max(0, nanoseconds)
        let whole = nanoseconds / 1_000_000 + (nanoseconds % 1_000_000 == 0 ? 0 : 1)
        return Int32(clamping: whole)
    }
}
