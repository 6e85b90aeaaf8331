import Foundation
import School

/// Ids, days and instants of the tests.
enum Sample {
    /// Wednesday 14 October 2026, noon in Moscow.
    static let now: Int64 = 1_791_968_400_000_000
    static let school = id(0x5C)
    static let otherSchool = id(0x5D)
    static let guardian = id(0x31)
    static let secondGuardian = id(0x32)
    static let pupil = id(0x21)
    static let account = id(0xA1)
    static let verifier =
        "$scrypt$ln=15,r=8,p=1$c29kaXVtY2hsb3JpZGVzYWw$NCVoKo4zFpMk6jyZHpsFr5tG1sLSpaOBQWnfCZ8VnQM"

    static func id(_ number: UInt64) -> UUID { UUID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0000 | number) }

    /// An id nobody has.
    static let unknown = id(0xFFFF)

    static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
        return day
    }
}

extension UUID {
    /// As an id stands in a message.
    var wire: Data { Data(bytes) }
}
