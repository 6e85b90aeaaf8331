import CZeroMQ

/// Reads the connection events of one socket, on the reactor, through a PAIR socket of its own.
final class SocketMonitor: ReactorSource {
    /// Events that may wait. libzmq's network thread **blocks** on a full monitor while it holds a lock that closing
    /// needs, so the queue is deep and ``close()`` empties it first.
    private static let queuedEvents: Int32 = 100_000
    private static let eventsPerTurn = 1_024

    private(set) var handle: UnsafeMutableRawPointer?
    var interest: Int16 { Int16(ZMQ_POLLIN) }

    private let observed: UnsafeMutableRawPointer
    private let loop: ReactorLoop
    private let frame = MessageFrame()
    private let onEvent: (ConnectionEvent) -> Void

    /// Starts watching `observed`, before it is bound or connected.
    init(
        observing observed: UnsafeMutableRawPointer, number: UInt64, loop: ReactorLoop,
        onEvent: @escaping (ConnectionEvent) -> Void
    ) throws(ZeroMQError) {
        self.observed = observed
        self.loop = loop
        self.onEvent = onEvent
        let endpoint = "inproc://monitor-\(number)"
        guard zmq_socket_monitor(observed, endpoint, ConnectionEvent.mask) == 0 else {
            throw ZeroMQError(errno: zmq_errno(), "monitor", on: endpoint)
        }
        handle = zmq_socket(loop.context, ZMQ_PAIR)
        guard let handle else {
            let error = zmq_errno()
            zmq_socket_monitor(observed, nil, 0)
            throw ZeroMQError(errno: error, "make monitor socket", on: endpoint)
        }
        do throws(ZeroMQError) {
            try SocketOption.set(ZMQ_LINGER, to: 0, on: handle)
            try SocketOption.set(ZMQ_RCVHWM, to: Self.queuedEvents, on: handle)
            guard zmq_connect(handle, endpoint) == 0 else {
                throw ZeroMQError(errno: zmq_errno(), "connect", on: endpoint)
            }
        } catch {
            close()
            throw error
        }
        loop.add(self)
    }

    func ready(_ events: Int16) {
        for _ in 0..<Self.eventsPerTurn {
            guard handle != nil, let bytes = nextFrames() else { break }
            if let event = ConnectionEvent(frame: bytes) { onEvent(event) }
        }
    }

    func close() {
        guard let handle else { return }
        while nextFrames() != nil {}
        zmq_socket_monitor(observed, nil, 0)
        self.handle = nil
        zmq_close(handle)
        loop.remove(self)
    }

    /// The first frame of the next event; the second one, an address, is not kept.
    private func nextFrames() -> [UInt8]? {
        guard let handle, frame.receive(from: handle) == nil else { return nil }
        let first = frame.copyBytes()
        while frame.hasMore, frame.receive(from: handle) == nil {}
        return first
    }
}
