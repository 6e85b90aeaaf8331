import School

/// Dates as spreadsheets count them.
enum SerialDate {
    /// The 31st of December 9999, the last there is.
    private static let last = 2_958_465.0
    private static let epoch1904 = Day(rawValue: -24_107)
    /// Two days before the first of January 1900: one for counting from 1, one for a leap day that never was.
    private static let epoch1900 = Day(rawValue: -25_569)
    /// Number of the 29th of February 1900, which a program of 1983 took for a day and all others since then.
    private static let phantom = 60

    /// Nil for what is no day of that calendar. The time of day is left off.
    /// - Parameter is1904: whether the workbook counts from 1904 on, as those of old Macintoshes do.
    static func day(_ serial: Double, is1904: Bool) -> Day? {
        guard serial >= (is1904 ? 0 : 1), serial <= last else { return nil }
        let number = Int(serial)
        if is1904 { return epoch1904 + number }
        guard number != phantom else { return nil }
        return epoch1900 + (number < phantom ? number + 1 : number)
    }
}
