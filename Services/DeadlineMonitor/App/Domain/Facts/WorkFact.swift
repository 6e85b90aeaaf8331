import Foundation
import School

/// What an event says about a work or a mark.
enum WorkFact: Equatable, Sendable {
    /// - Parameter homeworkDue: the day it was due, for homework alone.
    case created(work: UUID, lesson: UUID, isRequired: Bool, homeworkDue: Day?)
    case withdrawn(work: UUID)
    /// - Parameter fulfils: it is no «точка».
    case markGiven(mark: UUID, work: UUID, pupil: UUID, day: Day, fulfils: Bool)
    case markChanged(mark: UUID, fulfils: Bool)
    case markWithdrawn(mark: UUID)
}
