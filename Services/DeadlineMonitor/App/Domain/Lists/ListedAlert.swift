import Foundation
import School

/// An alert with the names of what it is about, where the journal has told them.
struct ListedAlert: Equatable, Sendable {
    let alert: Alert
    let schoolName: String?
    /// «7А»; nil where pupils of several classes meet.
    let className: String?
    let groupName: String?
    let courseName: String?
    /// The lesson's number on its day, as it stands now.
    let lessonNumber: Int?
    let owner: PersonalName?
}

/// A list of alerts, and what it rests on.
struct AlertList: Equatable, Sendable {
    let filter: AlertFilter
    let alerts: [ListedAlert]
    /// Where the next part begins; nil at the end.
    let next: AlertFilter.Cursor?
    /// Obligations of the school whose due would have to be guessed: no working calendar of their year is known.
    let undatedCount: Int
}
