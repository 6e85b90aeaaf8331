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

    /// Absent: as it is; empty: none.
    static func email(_ isPresent: Bool, _ text: String, _ path: String) throws(Rejection) -> RosterText {
        guard isPresent else { return .unsaid }
        return text.isEmpty ? .none : .text(try EmailRule.check(text, path))
    }

    /// Absent: as it is; empty: none.
    static func text(
        _ isPresent: Bool, _ text: String, orNone rule: TextRule, _ path: String
    ) throws(Rejection) -> RosterText {
        guard isPresent else { return .unsaid }
        return text.isEmpty ? .none : .text(try rule.check(text, path))
    }

    static func name(_ isPresent: Bool, _ wire: WireNamedKind, _ path: String) throws(Rejection) -> NamedKind {
        try choice(isPresent, wire.rawValue, path)
    }

    static func kind(_ isPresent: Bool, _ wire: WireRosterKind, _ path: String) throws(Rejection) -> RosterKind {
        try choice(isPresent, wire.rawValue, path)
    }
}
