import CZeroMQ

/// `zmq_setsockopt` with errors that name the option.
enum SocketOption {
    static func set(_ option: Int32, to value: Int32, on socket: UnsafeMutableRawPointer) throws(ZeroMQError) {
        try withUnsafeBytes(of: value) { bytes throws(ZeroMQError) in try set(option, bytes, on: socket) }
    }

    static func setInt64(_ option: Int32, to value: Int64, on socket: UnsafeMutableRawPointer) throws(ZeroMQError) {
        try withUnsafeBytes(of: value) { bytes throws(ZeroMQError) in try set(option, bytes, on: socket) }
    }

    static func set(_ option: Int32, to value: [UInt8], on socket: UnsafeMutableRawPointer) throws(ZeroMQError) {
        let status = value.withUnsafeBytes { zmq_setsockopt(socket, option, $0.baseAddress, $0.count) }
        try check(status, option)
    }

    /// The endpoint of the last bind, with the port the system chose.
    static func lastEndpoint(of socket: UnsafeMutableRawPointer) throws(ZeroMQError) -> String {
        var text = [CChar](repeating: 0, count: 512)
        var count = text.count
        guard zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, &text, &count) == 0 else {
            throw ZeroMQError(errno: zmq_errno(), "read the bound endpoint")
        }
        // The count includes the closing zero.
        return String(decoding: text.prefix(max(0, count - 1)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func set(
        _ option: Int32, _ value: UnsafeRawBufferPointer, on socket: UnsafeMutableRawPointer
    ) throws(ZeroMQError) {
        try check(zmq_setsockopt(socket, option, value.baseAddress, value.count), option)
    }

    private static func check(_ status: Int32, _ option: Int32) throws(ZeroMQError) {
        guard status == 0 else { throw ZeroMQError(errno: zmq_errno(), "set socket option \(option)") }
    }
}
