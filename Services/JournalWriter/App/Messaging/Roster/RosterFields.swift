import Contracts
import Foundation
import School

/// Fields that only rosters have.
extension Field {
    static func sourcedID(
        _ isPresent: Bool, _ text: String, _ path: @autoclosure () -> String = "sourced_id"
    ) throws(Rejection) -> String {
        guard isPresent else { throw missing(path()) }
        return try RosterRule.check(text, limit: RosterRule.sourcedIDLimit, path())
    }

    static func kind(_ isPresent: Bool, _ wire: WireRosterKind, _ path: String) throws(Rejection) -> RosterKind {
        try choice(isPresent, wire.rawValue, path)
    }
}
