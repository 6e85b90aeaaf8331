import Foundation
import School

/// A payload that says something its message may not say.
struct UnreadablePayload: Error, Equatable {
    let problem: String
}

/// Reads the fields of a message. Protobuf gives an absent scalar its default, so each reader takes whether the field
/// was there. Problems name the field, never what it holds.
enum Field {
    /// 16 bytes, not all zero.
    static func id(
        _ isPresent: Bool, _ bytes: Data, _ name: StaticString
    ) throws(UnreadablePayload) -> UUID {
        try check(isPresent, name)
        guard let id = UUID(bytes: bytes), id != .none else {
            throw UnreadablePayload(problem: "\(name) is no id of 16 bytes that are not all zero")
        }
        return id
    }

    /// A day between 1900 and 2199.
    static func day(_ isPresent: Bool, _ days: Int32, _ name: StaticString) throws(UnreadablePayload) -> Day {
        try check(isPresent, name)
        let day = Day(rawValue: days)
        guard Day.plausible.contains(day) else {
            throw UnreadablePayload(problem: "\(name) lies outside \(Day.plausible)")
        }
        return day
    }

    /// Minutes after midnight, 0 to 1,439.
    static func minute(
        _ isPresent: Bool, _ minutes: UInt32, _ name: StaticString
    ) throws(UnreadablePayload) -> MinuteOfDay {
        try check(isPresent, name)
        guard let minute = UInt16(exactly: minutes).flatMap(MinuteOfDay.init(rawValue:)) else {
            throw UnreadablePayload(problem: "\(name) is no minute of a day")
        }
        return minute
    }

    static func check(_ isPresent: Bool, _ name: StaticString) throws(UnreadablePayload) {
        guard isPresent else { throw UnreadablePayload(problem: "\(name) is missing") }
    }

    /// An enumeration's number; 0 and numbers this version does not know are none.
    static func choice(
        _ isPresent: Bool, _ number: Int, in known: ClosedRange<Int>, _ name: StaticString
    ) throws(UnreadablePayload) {
        try check(isPresent, name)
        guard known.contains(number) else {
            throw UnreadablePayload(problem: "\(name) has the value \(number), which is not known here")
        }
    }
}
