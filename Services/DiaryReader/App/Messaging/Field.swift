import Foundation
import School

/// Reads the fields of a message: what is absent is `missing`, what no such field may hold is `invalid`.
///
/// Protobuf gives an absent scalar its default, so each reader takes whether the field was there. Paths are only put
/// together when something is wrong.
enum Field {
    static func required<Value>(
        _ isPresent: Bool, _ value: Value, _ path: @autoclosure () -> String
    ) throws(Rejection) -> Value {
        guard isPresent else { throw missing(path()) }
        return value
    }

    static func missing(_ path: String) -> Rejection {
        Rejection(.missing, field: path, "the field \(path) is missing")
    }

    /// 16 bytes, not all zero.
    static func id(_ isPresent: Bool, _ bytes: Data, _ path: @autoclosure () -> String) throws(Rejection) -> UUID {
        guard isPresent else { throw missing(path()) }
        guard let id = UUID(bytes: bytes) else {
            throw Rejection(.invalid, field: path(), "an id has 16 bytes; this one has \(bytes.count)")
        }
        guard id != .none else { throw Rejection(.invalid, field: path(), "an id of zeros means no one") }
        return id
    }

    static func number(
        _ isPresent: Bool, _ number: UInt32, in range: ClosedRange<Int>, _ path: @autoclosure () -> String
    ) throws(Rejection) -> Int {
        guard isPresent else { throw missing(path()) }
        guard range.contains(Int(number)) else {
            throw Rejection(
                .invalid, field: path(), "\(number) is not between \(range.lowerBound) and \(range.upperBound)")
        }
        return Int(number)
    }

    /// A day between 1900 and 2199.
    static func day(_ isPresent: Bool, _ days: Int32, _ path: @autoclosure () -> String) throws(Rejection) -> Day {
        guard isPresent else { throw missing(path()) }
        return try day(days, path())
    }

    static func day(_ days: Int32, _ path: @autoclosure () -> String) throws(Rejection) -> Day {
        let day = Day(rawValue: days)
        guard Day.plausible.contains(day) else {
            let limits = Day.plausible
            throw Rejection(
                .invalid, field: path(),
                "day \(days) is not between \(limits.lowerBound) and \(limits.upperBound)")
        }
        return day
    }

    /// Minutes after midnight, 0 to 1,439.
    static func minute(
        _ isPresent: Bool, _ minutes: UInt32, _ path: @autoclosure () -> String
    ) throws(Rejection) -> MinuteOfDay {
        guard isPresent else { throw missing(path()) }
        guard let minute = UInt16(exactly: minutes).flatMap(MinuteOfDay.init(rawValue:)) else {
            throw Rejection(
                .invalid, field: path(), "minute \(minutes) of a day that has \(MinuteOfDay.perDay)")
        }
        return minute
    }

    /// A case of an enumeration whose raw values are the numbers of the schema; 0 and unknown numbers are none.
    static func choice<Choice: RawRepresentable<Int>>(
        _ isPresent: Bool, _ number: Int, _ path: @autoclosure () -> String
    ) throws(Rejection) -> Choice {
        guard isPresent else { throw missing(path()) }
        guard let choice = Choice(rawValue: number) else {
            throw Rejection(.invalid, field: path(), "\(number) is none of the values of \(path())")
        }
        return choice
    }
}
