/// A libzmq socket the loop polls. Used on the reactor's thread alone.
protocol ReactorSource: AnyObject {
    /// The libzmq socket, nil once closed.
    var handle: UnsafeMutableRawPointer? { get }

    /// What to poll for: ZMQ_POLLIN, ZMQ_POLLOUT, both, or 0 for nothing.
    var interest: Int16 { get }

    /// Called when poll found some of what was asked for. It takes a bounded amount and returns.
    func ready(_ events: Int16)

    /// Closes the libzmq socket; again is harmless.
    func close()
}
