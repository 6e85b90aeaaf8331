/// The days off that a region's own law adds to the federal ones.
public struct RegionalDaysOff: Hashable, Sendable {
    public let name: String
    /// The law, or where it was read.
    public let source: String
    /// The years for which the region's days are known.
    public let years: ClosedRange<Int>
    public let days: Set<Day>

    public init(name: String, source: String, years: ClosedRange<Int>, days: Set<Day>) {
        self.name = name
        self.source = source
        self.years = years
        self.days = days
    }

    /// Радоница, the second Tuesday after Easter by the Julian calendar.
    public static let krasnodarKrai = RegionalDaysOff(
        name: "Краснодарский край",
        source: "Закон Краснодарского края о Радонице (https://24krasnodar.ru/news/rabota/27001)",
        years: 2025...2027,
        days: Set(
            [(2025, 4, 29), (2026, 4, 21), (2027, 5, 11)].compactMap { Day(year: $0.0, month: $0.1, day: $0.2) }))
}
