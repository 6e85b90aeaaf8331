import Foundation
import School

/// What an event of a deadline monitor says that a mail depends on. The school is the event's own.
enum AlertFact: Equatable, Sendable {
    case raised(RaisedAlert)
    case closed(alert: UUID)
    case reopened(alert: UUID)
}

/// An overdue entry.
struct RaisedAlert: Equatable, Sendable {
    let alert: UUID
    let lesson: UUID
    /// The number of the rule in `alerts.proto`.
    let rule: Int
    let clause: String
    /// Whose duty it is.
    let owner: UUID
    let day: Day
    /// Microseconds UTC.
    let due: Int64
}
