import Crypto
import Foundation
import School

/// Ids that follow from a form's own: sent twice, the form becomes the same commands, the same works and the same marks.
enum DerivedID {
    /// A UUIDv7 (RFC 9562, 5.7) of the instant at which the form was made; its other bits are those of a hash over
    /// the form's id and what the new id is for.
    static func of(_ form: UUID, _ purpose: String, _ content: Data = Data()) -> UUID {
        var hash = SHA256()
        hash.update(data: form.bytes)
        hash.update(data: Data(purpose.utf8))
        hash.update(data: [0])
        hash.update(data: content)
        let digest = hash.finalize().prefix(10)
        var bytes = Array(form.bytes.prefix(6)) + Array(digest)
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        return UUID(bytes: bytes) ?? form
    }
}

extension UUID {
    /// Whether it says when it was made.
    var isVersion7: Bool { bytes[6] >> 4 == 7 && bytes[8] >> 6 == 2 }

    /// When a UUIDv7 was made, microseconds UTC, to the millisecond.
    var madeAt: Int64 {
        bytes.prefix(6).reduce(0 as Int64) { $0 << 8 | Int64($1) } * 1_000
    }
}
