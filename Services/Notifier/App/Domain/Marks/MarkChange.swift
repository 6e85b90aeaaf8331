import Foundation
import School

/// What stands in a cell after an event; nil: nothing.
public typealias CellValue = MarkValue?

/// A mark as a mail tells of it: what stood before the time it covers, and what stands at its end. What came and went
/// in between is not told: a mark is in the diary at once, the mail waits for the teacher's second thoughts.
public struct MarkDifference: Hashable, Sendable {
    public let mark: UUID
    public let before: CellValue
    public let after: CellValue

    /// Nil where nothing is left to tell.
    public init?(mark: UUID, before: CellValue, after: CellValue) {
        guard before != after else { return nil }
        self.mark = mark
        self.before = before
        self.after = after
    }
}

/// A change of one mark, as recorded.
public struct MarkEvent: Hashable, Sendable {
    public let id: UUID
    /// Microseconds UTC.
    public let recordedAt: Int64
    public let school: UUID
    public let pupil: UUID
    public let mark: UUID
    public let traceID: UUID

    public init(id: UUID, recordedAt: Int64, school: UUID, pupil: UUID, mark: UUID, traceID: UUID) {
        self.id = id
        self.recordedAt = recordedAt
        self.school = school
        self.pupil = pupil
        self.mark = mark
        self.traceID = traceID
    }
}
