/// The extended form of ISO 8601 with four digits for the year, such as "2026-09-01".
extension Day: LosslessStringConvertible {
    /// Nil for anything but ten characters that name a day of the calendar.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        let dash = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
            let year = Digits.value(of: bytes[0..<4]), let month = Digits.value(of: bytes[5..<7]),
            let day = Digits.value(of: bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// A year outside 0 to 9999 is written with its sign and as many digits as it has (ISO 8601's expanded form).
    public var description: String {
        let date = calendar
        let year = Digits.text(abs(date.year), width: 4)
        let sign = date.year < 0 ? "-" : date.year > 9999 ? "+" : ""
        return "\(sign)\(year)-\(Digits.text(date.month, width: 2))-\(Digits.text(date.day, width: 2))"
    }
}
