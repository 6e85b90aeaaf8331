import EventFeed
import Foundation
import School

/// The journal as the sender of its own commands. No allow-list can give this name to a key: names there have no colon.
enum OwnSender {
    static let name = "local:journal"

    /// - Throws: `forbidden` for anybody else, `invalid` for a command that names a school.
    static func check(_ command: Command) throws(Rejection) {
        guard command.sender == name else {
            throw Rejection(.forbidden, field: "name", "only the journal itself may send this")
        }
        guard command.school == .none else {
            throw Rejection(.invalid, field: "school_id", "this concerns no one school")
        }
    }
}
