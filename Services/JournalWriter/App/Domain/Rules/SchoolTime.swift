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

    /// The zone in force on a day; before the first period, the first one's.
    func zone(on day: Day) -> SchoolZone {
        later.last { $0.since <= day }?.zone ?? first.zone
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

/// The present, as it is where the school is.
struct SchoolTime: Sendable {
    /// How long before a lesson its roll may be taken, microseconds (the regulation's early entry: 10 minutes).
    static let openingLead: Int64 = 10 * 60 * 1_000_000

    /// Microseconds UTC.
    let instant: Int64
    let zones: ZoneHistory
    /// The day where the school is.
    let today: Day

    init(instant: Int64, zones: ZoneHistory) {
        self.instant = instant
        self.zones = zones
        today = zones.local(at: instant).day
    }

    /// Whether a lesson has begun or begins within ten minutes, so that roll and marks can be entered.
    func hasOpened(_ day: Day, _ start: MinuteOfDay) -> Bool {
        // Most entries are for earlier days; only today's need the clock.
        if day != today { return day < today }
        return instant >= zones.zone(on: day).microseconds(of: day, start) - Self.openingLead
    }
}
