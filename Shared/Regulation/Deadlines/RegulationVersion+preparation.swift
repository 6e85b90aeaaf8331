import School

/// What must be ready before a start: when it is due, and when to warn.
public struct PreparationDue: Hashable, Sendable {
    public let due: Due
    /// The last working day of a five-day week before the due day; the warning comes at 08:00 of it.
    public let warnedOn: Day
}

extension RegulationVersion {
    /// The due of what is counted back from a start: so many calendar days before, 24:00, never moved.
    /// - Throws: `UnknownYear` where a year of the working calendar would have to be guessed.
    public func preparation(
        for start: Day, working: WorkingCalendar, zones: ZoneHistory
    ) throws(UnknownYear) -> PreparationDue {
        let day = start - preparationDays
        var warned = day - 1
        while try working.reasonOff(warned, week: .fiveDay) != nil { warned = warned - 1 }
        let due = Due(
            instant: zones.end(of: day), day: day,
            reason: .daysAfter(base: start, days: -preparationDays, rolledOver: []), version: number)
        return PreparationDue(due: due, warnedOn: warned)
    }
}
