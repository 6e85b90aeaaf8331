import ZeroMQ

/// How the frames of a message lie in one input of the fuzzer: each as its length, two bytes big-endian, then its
/// bytes. A length beyond the end takes what is left; what follows the last frame a port would take is not looked at.
enum FrameList {
    /// A message of more parts is dropped by the socket, before anything of ours sees it.
    static let maximumFrames = SocketOptions().maxParts

    static func decode(_ input: UnsafeBufferPointer<UInt8>) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        var rest = input[...]
        while rest.count >= 2, frames.count < maximumFrames {
            let length = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
            frames.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return frames
    }

    static func encode(_ frames: [[UInt8]]) -> [UInt8] {
        frames.flatMap { frame in
            let bytes = frame.prefix(Int(UInt16.max))
            return [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
        }
    }
}
