import Crypto
import Foundation
import School

extension UUID {
    /// The id that follows from a name within another id (RFC 9562, 5.5): the same for the same pair, wherever and
    /// whenever it is made. What a policy causes is known by it.
    public static func version5(namespace: UUID, name: String) -> UUID {
        var hash = Insecure.SHA1()
        hash.update(data: namespace.bytes)
        hash.update(data: Data(name.utf8))
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return UUID(bytes: bytes) ?? .none
    }
}
