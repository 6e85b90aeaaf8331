/// What kind of school is made.
struct SchoolShape: Sendable {
    let name: String
    /// How many classes of each parallel.
    let classes: Int
    let parallels: ClosedRange<Int>
    let pupils: ClosedRange<Int>
    /// These parallels come in the second shift.
    let secondShift: Set<Int>
    /// From this parallel on six days a week; nil: nowhere.
    let sixDayFrom: Int?

    /// Grades 1, 5 and 9 to 11 are taught in the first shift (СП 2.4.3648-20).
    static let secondShiftParallels: Set<Int> = [3, 4, 6]

    static func large(_ number: Int, classes: Int) -> SchoolShape {
        SchoolShape(
            name: "МАОУ СОШ № \(number)", classes: classes, parallels: 1...11, pupils: 25...29,
            secondShift: secondShiftParallels, sixDayFrom: nil)
    }

    static func gymnasium(_ number: Int) -> SchoolShape {
        SchoolShape(
            name: "МБОУ гимназия № \(number)", classes: 1, parallels: 1...11, pupils: 20...26, secondShift: [],
            sixDayFrom: 8)
    }

    static func village(_ number: Int, _ place: String) -> SchoolShape {
        SchoolShape(
            name: "МБОУ ООШ № \(number) \(place)", classes: 1, parallels: 1...9, pupils: 3...9, secondShift: [],
            sixDayFrom: nil)
    }

    static func ordinary(_ number: Int, classes: Int) -> SchoolShape {
        SchoolShape(
            name: "МБОУ СОШ № \(number)", classes: classes, parallels: 1...11, pupils: 24...30, secondShift: [],
            sixDayFrom: nil)
    }

    func shift(ofParallel parallel: Int) -> Shift { secondShift.contains(parallel) ? .second : .first }

    func isSixDay(_ parallel: Int) -> Bool { sixDayFrom.map { parallel >= $0 } ?? false }
}

/// How large a city is made.
enum CityScale: String, CaseIterable, Sendable {
    case small
    case city

    /// A large school in two shifts, a gymnasium with six-day upper grades and a village school; the city has a
    /// hundred schools.
    var shapes: [SchoolShape] {
        switch self {
        case .small: Self.three(largeClasses: 2)
        case .city: Self.three(largeClasses: 5) + Self.others
        }
    }

    private static func three(largeClasses: Int) -> [SchoolShape] {
        [.large(12, classes: largeClasses), .gymnasium(5), .village(78, "хутора Копанского")]
    }

    private static let others: [SchoolShape] = (0..<97).map { index in
        switch index % 8 {
        case 0, 4: .large(20 + index, classes: 4)
        case 1: .gymnasium(120 + index)
        default: .ordinary(20 + index, classes: 2 + index % 3)
        }
    }
}
