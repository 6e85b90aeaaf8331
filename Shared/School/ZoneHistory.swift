/// The time zones a school's clock has followed, each from a day on.
public struct ZoneHistory: Sendable {
    public struct Period: Sendable {
        public let since: Day
        public let zone: SchoolZone

        public init(since: Day, zone: SchoolZone) {
            self.since = since
            self.zone = zone
        }
    }

    private let first: Period
    /// Ascending by day.
    private let later: [Period]

    /// Nil without a period.
    public init?(_ periods: [Period]) {
        let ascending = periods.sorted { $0.since < $1.since }
        guard let first = ascending.first else { return nil }
        self.first = first
        later = Array(ascending.dropFirst())
    }

    /// The zone in force on a day; before the first period, the first one's.
    public func zone(on day: Day) -> SchoolZone {
        later.last { $0.since <= day }?.zone ?? first.zone
    }

    /// The civil day and minute at an instant, microseconds UTC.
    public func local(at instant: Int64) -> SchoolZone.Local {
        for period in later.reversed() {
            let local = period.zone.local(atMicroseconds: instant)
            if local.day >= period.since { return local }
        }
        return first.zone.local(atMicroseconds: instant)
    }
}
