import Foundation
import School

/// What an event of a deadline monitor says that a mail depends on. The school is the event's own.
enum AlertFact: Equatable, Sendable {
    case raised(RaisedAlert)
    /// Microseconds UTC: when it happened by the journal's instants; nil where a monitor does not say.
    case closed(alert: UUID, at: Int64?)
    case reopened(alert: UUID, at: Int64?)
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
    /// When it was overdue by the journal's instants, microseconds UTC; nil where a monitor does not say.
    var happenedAt: Int64?
}
