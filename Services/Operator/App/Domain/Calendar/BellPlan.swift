import School

/// The bells of one shift.
enum Shift: Int, CaseIterable, Hashable, Sendable {
    case first = 1
    case second = 2

    /// The most lessons of a day: the second shift ends before 19:00 (СП 2.4.3648-20).
    var longestDay: Int {
        switch self {
        case .first: 7
        case .second: 6
        }
    }

    var name: String {
        switch self {
        case .first: "Первая смена"
        case .second: "Вторая смена"
        }
    }

    var bells: [SampleBell] {
        var start = beginning
        return breaks.enumerated().map { index, pause in
            defer { start += SampleBell.length + pause }
            return SampleBell(number: index + 1, start: start, end: start + SampleBell.length)
        }
    }

    /// Minutes after midnight.
    private var beginning: Int {
        switch self {
        case .first: 8 * 60
        case .second: 14 * 60 + 20
        }
    }

    /// Minutes after each lesson.
    private var breaks: [Int] {
        switch self {
        case .first: [10, 20, 20, 10, 10, 10, 10]
        case .second: [10, 10, 10, 10, 5, 5]
        }
    }
}

struct SampleBell: Hashable, Sendable {
    /// Minutes.
    static let length = 40

    let number: Int
    /// Minutes after midnight, where the school is.
    let start: Int
    let end: Int
}
