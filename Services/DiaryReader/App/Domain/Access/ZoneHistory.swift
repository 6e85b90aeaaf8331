import School

/// The time zones a school's clock has followed, each from a day on.
struct ZoneHistory: Sendable {
    struct Period: Sendable {
        let since: Day
        let zone: SchoolZone
    }

    private let first: Period
    /// Ascending by day.
    private let later: [Period]

    /// Nil without a period.
    init?(_ periods: [Period]) {
        let ascending = periods.sorted { $0.since < $1.since }
        guard let first = ascending.first else { return nil }
        self.first = first
        later = Array(ascending.dropFirst())
    }

    /// The civil day and minute at an instant, microseconds UTC.
    func local(at instant: Int64) -> SchoolZone.Local {
        for period in later.reversed() {
            let local = period.zone.local(atMicroseconds: instant)
            if local.day >= period.since { return local }
        }
        return first.zone.local(atMicroseconds: instant)
    }
}
