import CZeroMQ
import Metrics

extension SocketCore {
    /// Frames of an oversized message that are thrown away before other sockets get their turn.
    private static let discardedFramesPerTurn = 16_384

    /// What is there, up to `limit` messages. Messages over a limit are dropped, counted, and not in the result.
    func receiveMessages(atMost limit: Int) -> [InboundMessage] {
        var messages: [InboundMessage] = []
        for _ in 0..<limit {
            guard let handle else { break }
            if isDiscarding, !discardRest(from: handle) { break }
            guard frame.receive(from: handle) == nil else { break }
            if let message = receiveRest(from: handle) { messages.append(message) }
        }
        frame.empty()
        loop.metrics.messagesReceived.increment(by: messages.count)
        return messages
    }

    /// The message whose first frame has been taken, or nil if it breaks a limit. libzmq hands over whole messages, so
    /// the other frames are there.
    private func receiveRest(from handle: UnsafeMutableRawPointer) -> InboundMessage? {
        var peer: PeerID?
        if kind == .router {
            peer = PeerID(bytes: frame.copyBytes())
            guard frame.hasMore, frame.receive(from: handle) == nil else { return nil }
        }
        let userID = frame.userID(&userIDs)
        var parts: [[UInt8]] = []
        parts.reserveCapacity(3)
        while true {
            guard parts.count < options.maxParts else { return drop(loop.metrics.dropsTooManyParts) }
            guard frame.count <= options.maxMessageBytes else { return drop(loop.metrics.dropsTooLarge) }
            parts.append(frame.copyBytes())
            guard frame.hasMore else { break }
            guard frame.receive(from: handle) == nil else { return nil }
        }
        return InboundMessage(peer: peer, parts: parts, userID: userID)
    }

    private func drop(_ counter: Counter) -> InboundMessage? {
        counter.increment()
        isDiscarding = frame.hasMore
        return nil
    }

    /// Throws away frames up to the end of a message.
    /// - Returns: whether the end was reached.
    private func discardRest(from handle: UnsafeMutableRawPointer) -> Bool {
        for _ in 0..<Self.discardedFramesPerTurn {
            guard frame.receive(from: handle) == nil else { return false }
            isDiscarding = frame.hasMore
            if !isDiscarding { return true }
        }
        return false
    }
}
