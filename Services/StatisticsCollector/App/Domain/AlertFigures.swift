import Foundation
import Regulation
import School

/// What became of the overdue duties of one rule, by the day of their lessons.
public struct AlertFigures: Hashable, Sendable {
    /// All that were ever raised.
    public var raised = 0
    /// Owed at this moment.
    public var open = 0
    /// Done since, late.
    public var late = 0
    /// «Снято»; not counted against anybody.
    public var withdrawn = 0

    public init(raised: Int = 0, open: Int = 0, late: Int = 0, withdrawn: Int = 0) {
        self.raised = raised
        self.open = open
        self.late = late
        self.withdrawn = withdrawn
    }
}

/// The alerts of one class, day and rule, made from one feed.
public struct AlertRow: Hashable, Sendable {
    public let feed: String
    public let school: UUID
    /// Nil for groups in which pupils of several classes meet.
    public let classID: UUID?
    public let day: Day
    public let rule: Rule
    public let figures: AlertFigures
}
