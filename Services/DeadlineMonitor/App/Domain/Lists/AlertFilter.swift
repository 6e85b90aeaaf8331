import Foundation
import Regulation
import School

/// Which alerts are asked for.
struct AlertFilter: Equatable, Sendable {
    /// The most alerts of one answer.
    static let limits = 1...1_000
    static let usualLimit = 200

    /// Which states.
    enum States: String, CaseIterable, Sendable {
        /// What is overdue now, the oldest first.
        case open
        /// What was fulfilled late or withdrawn, the newest first.
        case closed
        /// Both, the oldest first.
        case all

        var isNewestFirst: Bool { self == .closed }
    }

    /// After which alert of the list to go on.
    struct Cursor: Equatable, Sendable {
        /// Microseconds UTC.
        let due: Int64
        let id: UUID
    }

    /// Nil: of every school.
    var school: UUID?
    var classID: UUID?
    /// The member of staff whose duty it was.
    var owner: UUID?
    var rule: Rule?
    var states = States.open
    var after: Cursor?
    var limit = usualLimit
}

extension AlertFilter.Cursor: LosslessStringConvertible {
    /// As lists give it: due instant and id, parted by a dot.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let due = Int64(parts[0]), let id = UUID(uuidString: String(parts[1])) else {
            return nil
        }
        self.init(due: due, id: id)
    }

    var description: String { "\(due).\(id.text)" }
}
