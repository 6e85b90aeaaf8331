import Foundation
import School

/// The sample city: everything in it follows from the seed.
struct SampleCity: Sendable {
    /// The most school days the walk goes through.
    static let maximumDays = SampleYear.schoolDays.count - 1

    let seed: UInt64
    let scale: CityScale
    let zone: SchoolZone
    let schools: [SampleSchool]

    init(seed: UInt64, scale: CityScale) throws(SchoolZone.Unknown) {
        let zone = try SchoolZone(named: SampleYear.zone)
        let instant = Self.beginning(in: zone)
        self.seed = seed
        self.scale = scale
        self.zone = zone
        schools = scale.shapes.enumerated().map { index, shape in
            SchoolBuilder.build(shape, index: index, seed: seed, at: instant)
        }
    }

    /// When the first thing is entered, microseconds UTC.
    var beginning: Int64 { Self.beginning(in: zone) }

    /// Where the clock of a new sample cluster stands, microseconds UTC.
    static func beginning() throws(SchoolZone.Unknown) -> Int64 {
        beginning(in: try SchoolZone(named: SampleYear.zone))
    }

    private static func beginning(in zone: SchoolZone) -> Int64 {
        zone.instant(of: SampleYear.preparation, minutes: SchoolZone.morning)
    }
}

extension SchoolZone {
    /// When offices open, minutes after midnight.
    static let morning = 9 * 60

    /// The instant, microseconds UTC, so many minutes (from 0 on) after a day begins; they may reach into later days.
    func instant(of day: Day, minutes: Int) -> Int64 {
        let (days, rest) = max(0, minutes).quotientAndRemainder(dividingBy: MinuteOfDay.perDay)
        return MinuteOfDay(hour: rest / 60, minute: rest % 60).map { microseconds(of: day + days, $0) } ?? 0
    }
}
