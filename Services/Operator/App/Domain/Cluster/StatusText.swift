/// Numbers, sizes and times as an operator reads them, short.
enum StatusText {
    /// `12.3 MB`, in steps of a thousand.
    static func bytes(_ bytes: Int64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var (value, unit) = (Double(max(0, bytes)), 0)
        while value >= 999.5, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        return "\(unit > 0 && value < 9.95 ? oneDigit(value) : String(Int64(value.rounded()))) \(units[unit])"
    }

    /// `0.4 s`, `12 s`, `5 min`, `3 h`, `2 d`.
    static func span(_ microseconds: Int64) -> String {
        let seconds = Double(max(0, microseconds)) / 1_000_000
        switch seconds {
        case ..<9.95: return "\(oneDigit(seconds)) s"
        case ..<119.5: return "\(Int64(seconds.rounded())) s"
        case ..<7_170: return "\(Int64((seconds / 60).rounded())) min"
        case ..<172_000: return "\(Int64((seconds / 3_600).rounded())) h"
        default: return "\(Int64((seconds / 86_400).rounded())) d"
        }
    }

    private static func oneDigit(_ value: Double) -> String {
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
