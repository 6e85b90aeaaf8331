import Foundation
import Regulation
import School

/// What an event of a deadline monitor says that the figures depend on.
enum AlertFact: Equatable, Sendable {
    case raised(alert: UUID, rule: Rule, classID: UUID?, day: Day)
    case closed(alert: UUID, outcome: AlertOutcome)
    case reopened(alert: UUID)
}

/// Raw values equal the numbers of the same cases in `alerts.proto`, so the store keeps them.
enum AlertOutcome: Int, Sendable {
    /// What was owed was entered, late.
    case fulfilled = 1
    /// «Снято».
    case withdrawn = 2
}
