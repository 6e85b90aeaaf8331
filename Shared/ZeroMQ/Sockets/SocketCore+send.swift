import CZeroMQ
import Metrics

extension SocketCore {
    /// Sends one message without waiting; `envelope` is a ROUTER's routing id.
    func send(_ parts: [[UInt8]], envelope: [UInt8]? = nil) throws(ZeroMQError) -> SendOutcome {
        assert(loop.isCurrentThread, "ZeroMQ sockets are used on their reactor's thread only")
        let socket = try openHandle("send")
        try checkLimits(of: parts)
        if let envelope, let error = sendFrame(envelope, more: true, to: socket) { return try outcome(of: error) }
        var failure: Int32?
        for (index, part) in parts.enumerated() {
            // Once a part failed, the connection died in the middle of the message: libzmq wants the other parts and
            // throws them away, else it would take the next message for them.
            failure = sendFrame(part, more: index < parts.count - 1, to: socket) ?? failure
            if index == 0, envelope == nil, failure != nil { break }
        }
        if let failure { return try outcome(of: failure) }
        loop.metrics.messagesSent.increment()
        return .sent
    }

    private func checkLimits(of parts: [[UInt8]]) throws(ZeroMQError) {
        guard !parts.isEmpty else {
            throw ZeroMQError(.invalidArgument, "send", reason: "a message has at least one part")
        }
        guard parts.count <= options.maxParts else {
            throw ZeroMQError(
                .messageTooLarge, "send", reason: "\(parts.count) parts, at most \(options.maxParts) allowed")
        }
        for part in parts where part.count > options.maxMessageBytes {
            throw ZeroMQError(
                .messageTooLarge, "send",
                reason: "a part of \(part.count) bytes, at most \(options.maxMessageBytes) allowed")
        }
    }

    /// - Returns: nil, or the errno value.
    func sendFrame(_ bytes: [UInt8], more: Bool, to socket: UnsafeMutableRawPointer) -> Int32? {
        let flags = ZMQ_DONTWAIT | (more ? ZMQ_SNDMORE : 0)
        return bytes.withUnsafeBytes { buffer in
            while zmq_send(socket, buffer.baseAddress, buffer.count, flags) < 0 {
                let error = zmq_errno()
                if error != EINTR { return error }
            }
            return nil
        }
    }

    private func outcome(of error: Int32) throws(ZeroMQError) -> SendOutcome {
        switch error {
        case EHOSTUNREACH:
            loop.metrics.sendsUnreachable.increment()
            return .unreachable
        case EAGAIN:
            loop.metrics.sendsWouldBlock.increment()
            return .wouldBlock
        default: throw ZeroMQError(errno: error, "send")
        }
    }
}
