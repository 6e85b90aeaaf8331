import CZeroMQ
import Logging
import Synchronization

/// One libzmq context and the one thread that owns all its sockets.
///
/// A process has one: several with CURVE sockets can disturb each other at their end, and libzmq's threads do not
/// survive a fork. It lives until ``shutdown()``; an owner that only lets go of it, with sockets open, leaks them.
public final class ZeroMQContext: Sendable {
    /// The oldest libzmq that has what this module sets.
    private static let oldestVersion: (major: Int32, minor: Int32) = (4, 3)

    public let reactor: Reactor
    private let authenticatorBound = Atomic(false)

    /// - Throws: ``ZeroMQError/Code/invalidArgument`` for a configuration out of range, ``ZeroMQError/Code/systemCall``
    ///   if libzmq is too old, was built without CURVE, or the thread cannot be started.
    public init(configuration: ContextConfiguration = .init(), logger: Logger) throws(ZeroMQError) {
        try configuration.validate()
        try Self.checkLibrary()
        guard let context = zmq_ctx_new() else { throw ZeroMQError(errno: zmq_errno(), "make context") }
        do throws(ZeroMQError) {
            try Self.set(ZMQ_IO_THREADS, to: configuration.ioThreads, on: context)
            try Self.set(ZMQ_MAX_SOCKETS, to: configuration.maxSockets, on: context)
            // Sockets do not linger unless told so, and terminating does not wait for what is unsent.
            try Self.set(ZMQ_BLOCKY, to: 0, on: context)
            reactor = try Reactor(context: context, configuration: configuration, logger: logger)
        } catch {
            zmq_ctx_term(context)
            throw error
        }
    }

    /// Whether ``bindAuthenticator(_:)`` has succeeded. From any thread.
    public var isAuthenticatorBound: Bool { authenticatorBound.load(ordering: .acquiring) }

    /// Binds the ZAP handler, which decides by `policy` who may connect to the CURVE servers of this context. Before it
    /// no CURVE server can be made; it stays until the shutdown.
    /// - Throws: ``ZeroMQError/Code/authenticatorBound`` the second time, ``ZeroMQError/Code/contextClosed``.
    public func bindAuthenticator(_ policy: ZAPPolicy) async throws(ZeroMQError) {
        try await ReactorGate(reactor).run { () throws(ZeroMQError) in
            guard !self.isAuthenticatorBound else {
                throw ZeroMQError(
                    .authenticatorBound, "bind", on: Authenticator.endpoint, reason: "a context has one ZAP handler")
            }
            _ = try Authenticator(context: self, policy: policy)
            self.authenticatorBound.store(true, ordering: .releasing)
        }
    }

    /// Closes every socket that is open, ends the libzmq context and its threads. Messages not yet on the wire are
    /// lost, unless ``SocketOptions/linger`` gave them time.
    ///
    /// Idempotent, from any task or actor, the reactor's own included. Actors on the reactor can still be awaited
    /// afterwards: its thread goes on running jobs, and nothing else, until the reactor is released.
    public func shutdown() async {
        await reactor.loop.stop()
    }

    private static func checkLibrary() throws(ZeroMQError) {
        var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
        zmq_version(&major, &minor, &patch)
        guard (major, minor) >= oldestVersion else {
            throw ZeroMQError(
                .systemCall, "load libzmq",
                reason:
                    "version \(major).\(minor).\(patch), at least \(oldestVersion.major).\(oldestVersion.minor) needed"
            )
        }
        guard zmq_has("curve") == 1 else {
            throw ZeroMQError(.systemCall, "load libzmq", reason: "built without CURVE")
        }
    }

    private static func set(
        _ option: Int32, to value: Int, on context: UnsafeMutableRawPointer
    ) throws(ZeroMQError) {
        guard zmq_ctx_set(context, option, Int32(clamping: value)) == 0 else {
            throw ZeroMQError(errno: zmq_errno(), "set context option \(option)")
        }
    }
}
