import Regulation
import School

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

    /// Whether a lesson is over.
    func hasEnded(_ day: Day, _ end: MinuteOfDay) -> Bool {
        if day != today { return day < today }
        return instant >= zones.zone(on: day).microseconds(of: day, end)
    }

    /// Whether a topic recorded at an instant (nil: none was) is one of a lesson of that day, not entered ahead of it.
    func countsAsTopic(_ recordedAt: Int64?, of day: Day) -> Bool { counts(.topic, recordedAt, day, nil) }

    /// Whether a roll taken at an instant (nil: none was) is one of a lesson that starts then.
    func countsAsRoll(_ takenAt: Int64?, of day: Day, at start: MinuteOfDay) -> Bool {
        counts(.attendance, takenAt, day, start)
    }

    private func counts(_ rule: Rule, _ recordedAt: Int64?, _ day: Day, _ start: MinuteOfDay?) -> Bool {
        recordedAt.map {
            RegulationVersion.current.counts(rule, recordedAt: $0, day: day, start: start, zones: zones)
        } ?? false
    }
}
