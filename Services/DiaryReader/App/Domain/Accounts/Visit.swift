import Foundation
import School

/// The holder of an account looked at a child's diary. It counts once a person, child and day.
struct RecordVisit: Equatable, Sendable {
    let visit: DiaryVisited

    /// - Parameter isCounted: this visit stands in the feed already.
    func decide(isCounted: Bool) -> DiaryVisited? { isCounted ? nil : visit }
}

struct DiaryVisited: Hashable, Sendable {
    let person: UUID
    let pupil: UUID
    /// Where the school is.
    let day: Day
    let holder: Holder
}
