import Foundation
import School

/// A guardianship as the journal has recorded it.
public struct Guardianship: Hashable, Sendable {
    public let guardian: UUID
    public let firstDay: Day
    /// Microseconds UTC.
    public let recordedAt: Int64
    public let end: End?

    public struct End: Hashable, Sendable {
        public let lastDay: Day
        public let recordedAt: Int64

        public init(lastDay: Day, recordedAt: Int64) {
            self.lastDay = lastDay
            self.recordedAt = recordedAt
        }
    }

    public init(guardian: UUID, firstDay: Day, recordedAt: Int64, end: End?) {
        self.guardian = guardian
        self.firstDay = firstDay
        self.recordedAt = recordedAt
        self.end = end
    }

    /// Whether it stood on a day by what was recorded until an instant: what was recorded later changes nothing about
    /// who was to be told then.
    public func stands(on day: Day, asOf instant: Int64) -> Bool {
        guard recordedAt <= instant, firstDay <= day else { return false }
        guard let end, end.recordedAt <= instant else { return true }
        return day <= end.lastDay
    }
}
