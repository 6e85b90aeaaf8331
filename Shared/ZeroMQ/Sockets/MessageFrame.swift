import CZeroMQ
import Glibc

/// One `zmq_msg_t` at a fixed address, used again for every frame received: libzmq forbids moving it, which Swift would
/// do with a stored value.
final class MessageFrame {
    private let message = UnsafeMutablePointer<zmq_msg_t>.allocate(capacity: 1)

    init() {
        zmq_msg_init(message)
    }

    deinit {
        zmq_msg_close(message)
        message.deallocate()
    }

    var count: Int { zmq_msg_size(message) }

    /// Whether another frame of the same message follows.
    var hasMore: Bool { zmq_msg_more(message) != 0 }

    /// Takes the next frame if one is there, giving up the one before.
    /// - Returns: nil, or the errno value; EAGAIN if nothing is there.
    func receive(from socket: UnsafeMutableRawPointer) -> Int32? {
        while zmq_msg_recv(message, socket, ZMQ_DONTWAIT) < 0 {
            let error = zmq_errno()
            if error != EINTR { return error }
        }
        return nil
    }

    func copyBytes() -> [UInt8] {
        Array(UnsafeRawBufferPointer(start: zmq_msg_data(message), count: count))
    }

    /// The user id that the ZAP handler gave the connection this frame came over. libzmq leaves it off the routing id.
    func userID(_ cache: inout UserIDCache) -> String? {
        zmq_msg_gets(message, "User-Id").map { cache.string(for: $0) }
    }

    /// Gives up the frame's memory.
    func empty() {
        zmq_msg_close(message)
        zmq_msg_init(message)
    }
}

/// The string of the last user id seen: most messages in a row come from one peer, and need no new string.
struct UserIDCache {
    private var last = ""

    mutating func string(for text: UnsafePointer<CChar>) -> String {
        let isSame = last.withCString { strcmp($0, text) == 0 }
        if !isSame { last = String(cString: text) }
        return last
    }
}
