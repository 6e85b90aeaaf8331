import Testing

@testable import ZeroMQ

/// A DEALER that keeps to no limit of ours.
actor FrameSender {
    private let context: ZeroMQContext
    private var socket: SocketCore?

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext) {
        self.context = context
    }

    func connect(_ endpoint: String) throws(ZeroMQError) {
        let socket = try SocketCore(.dealer, context: context, options: .init(), isEncrypted: false) {
            _ throws(ZeroMQError) in
        }
        self.socket = socket
        try socket.connect(endpoint)
    }

    /// Sends one message of that many one-byte parts.
    func send(parts count: Int) throws {
        let open = self.socket
        let socket = try #require(open)
        let handle = try socket.openHandle("send")
        for index in 0..<count {
            try #require(socket.sendFrame([7], more: index < count - 1, to: handle) == nil)
        }
    }
}
