import Foundation
import School

extension UUID {
    /// Whether it says when it was made (RFC 9562, 5.7).
    var isVersion7: Bool { bytes[6] >> 4 == 7 && bytes[8] >> 6 == 2 }

    /// When a UUIDv7 was made, microseconds UTC, to the millisecond.
    var madeAt: Int64 { bytes.prefix(6).reduce(0 as Int64) { $0 << 8 | Int64($1) } * 1_000 }
}
