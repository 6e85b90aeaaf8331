import Foundation
import Regulation
import School

/// An instant that passed by which something should have been entered. One for each obligation and due instant.
struct Alert: Equatable, Sendable {
    /// How it stands.
    enum State: Int, Sendable {
        case open = 1
        /// What was owed was entered, late.
        case fulfilled = 2
        /// «Снято»: not counted.
        case withdrawn = 3
    }

    /// Follows from the obligation and the due instant.
    let id: UUID
    let obligation: UUID
    let key: ObligationKey
    /// The version of the rules it was judged by, and their clause.
    let ruleVersion: Int
    let clause: String
    let school: UUID
    let lesson: UUID
    let group: UUID
    let course: UUID
    let classID: UUID?
    /// The member of staff whose duty it was when it was raised.
    let owner: UUID
    /// The lesson's day.
    let day: Day
    /// Microseconds UTC.
    let due: Int64
    /// When it was overdue by the journal's instants, microseconds UTC: the same however late it was found out.
    let raisedAt: Int64
    var state: State
    /// When what was owed was recorded, or when nothing was owed any more; microseconds UTC.
    var closedAt: Int64?
    /// How late it was entered, microseconds; of fulfilled ones alone.
    var lateness: Int64?
}

/// What the feed of alerts says: a step of one alert.
struct AlertStep: Equatable, Sendable {
    let alert: Alert
    /// Counts the alert's steps, from 1.
    let version: Int
    let kind: Kind
    /// Tells the same step of another cause apart.
    let cause: String
    /// When it happened by the journal's instants, microseconds UTC.
    let happenedAt: Int64

    enum Kind: String, Sendable {
        case raised
        case closed
        case reopened
    }
}
