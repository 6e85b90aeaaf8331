import Foundation
import School

/// A guardianship as recorded until some instant: what was recorded later changes nothing about who was to be told then.
public struct Guardianship: Hashable, Sendable {
    public let guardian: UUID
    public let firstDay: Day
    /// Nil while no end was recorded.
    public let lastDay: Day?

    public init(guardian: UUID, firstDay: Day, lastDay: Day?) {
        self.guardian = guardian
        self.firstDay = firstDay
        self.lastDay = lastDay
    }

    public func stands(on day: Day) -> Bool {
        firstDay <= day && lastDay.map { day <= $0 } ?? true
    }
}
