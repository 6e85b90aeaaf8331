import Glibc

/// So many round trips, so many of them under way.
struct Measurement {
    let trips: Int
    let inFlight: Int

    /// - Parameter text: `TRIPS:IN_FLIGHT`.
    init?(_ text: String) {
        let numbers = text.split(separator: ":").compactMap { Int($0) }
        guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }) else { return nil }
        (trips, inFlight) = (numbers[0], numbers[1])
    }

    /// Trips, in flight, trips a second, CPU µs a trip: as the bare program prints it.
    func line(on asker: Asker) async throws -> String {
        let clock = ContinuousClock()
        let cpu = Self.cpuMicroseconds()
        let start = clock.now
        try await asker.run(trips, inFlight: inFlight)
        let rate = Double(trips) / ((clock.now - start) / .seconds(1))
        let cost = (Self.cpuMicroseconds() - cpu) / Double(trips)
        return "\(trips) \(inFlight) \(Int(rate)) \(cost)"
    }

    /// Of this process, user and system.
    private static func cpuMicroseconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return Double(seconds) * 1_000_000 + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }
}
