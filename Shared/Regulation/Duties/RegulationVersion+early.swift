import School

extension RegulationVersion {
    /// The instant (microseconds UTC) from which an entry counts; nil where it counts however early it comes.
    ///
    /// A topic counts from 00:00 of the lesson's day: otherwise a plan filled in for the year would fulfil the year.
    public func countsFrom(_ rule: Rule, day: Day, start: MinuteOfDay?, zones: ZoneHistory) -> Int64? {
        switch rule {
        case .topic: return zones.start(of: day)
        case .homework, .mark: return nil
        case .attendance:
            guard let start else { return zones.start(of: day) }
            let lead = Int64(rollLeadMinutes) * Self.microsecondsPerMinute
            return zones.zone(on: day).microseconds(of: day, start) - lead
        }
    }

    /// Whether an entry recorded at an instant (microseconds UTC) fulfils the rule at all.
    public func counts(
        _ rule: Rule, recordedAt: Int64, day: Day, start: MinuteOfDay?, zones: ZoneHistory
    ) -> Bool {
        countsFrom(rule, day: day, start: start, zones: zones).map { recordedAt >= $0 } ?? true
    }
}
