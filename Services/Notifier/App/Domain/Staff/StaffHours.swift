import School

/// When members of staff are written to (rules of the regulation; the hours are the municipality's data).
public struct StaffHours: Hashable, Sendable {
    /// What is overdue is gathered at this time of a working day.
    public let overdueAt: MinuteOfDay
    /// Nothing is sent from this time on.
    public let quietFrom: MinuteOfDay

    /// Nil unless the gathering comes before the quiet.
    public init?(overdueAt: MinuteOfDay, quietFrom: MinuteOfDay) {
        guard overdueAt < quietFrom else { return nil }
        self.overdueAt = overdueAt
        self.quietFrom = quietFrom
    }

    /// The instant of the gathering of a day and the one from which its mail is no news, microseconds UTC.
    public func span(of day: Day, zones: ZoneHistory) -> (gathers: Int64, expires: Int64) {
        let zone = zones.zone(on: day)
        return (zone.microseconds(of: day, overdueAt), zone.microseconds(of: day, quietFrom))
    }
}
