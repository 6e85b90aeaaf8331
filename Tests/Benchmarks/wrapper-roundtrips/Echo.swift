import ZeroMQ

/// A ROUTER that sends back whatever comes.
actor Echo {
    private let context: ZeroMQContext
    private var socket: RouterSocket?

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext) {
        self.context = context
    }

    /// - Returns: the endpoint with the port that the system chose.
    func start(_ keys: CurveKeyPair) throws -> String {
        let socket = try RouterSocket(context: context, options: SocketOptions(), server: CurveServer(keys: keys))
        socket.onMessages { messages in
            for message in messages {
                guard let peer = message.peer else { continue }
                _ = try? socket.send(message.parts, to: peer)
            }
        }
        self.socket = socket
        return try socket.bind("tcp://127.0.0.1:*")
    }

    func close() {
        socket?.close()
        socket = nil
    }
}
