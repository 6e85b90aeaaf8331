import Foundation
import School

/// Who and what the sample journal knows.
enum SampleIDs {
    static let epoch = id(8)
    static let teacher = id(11)
    static let pupil = id(21)
    static let stranger = id(22)
    static let guardian = id(31)
    static let schoolClass = id(41)
    static let group = id(42)
    static let course = id(51)
    static let enrolment = id(61)
    static let guardianship = id(62)
    static let bells = id(71)
    static let timetable = id(72)
    static let lesson = id(81)
    static let work = id(91)
    static let unmarkedWork = id(92)
    static let mark = id(101)
    static let stage = id(111)

    static let all = [
        SampleJournal.school, teacher, pupil, stranger, guardian, schoolClass, group, course, enrolment, guardianship,
        bells, timetable, lesson, work, unmarkedWork, mark, stage,
    ]

    static func id(_ number: UInt64) -> UUID { UUID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0000 | number) }
}

extension UUID {
    /// As an id stands in a message.
    var wire: Data { Data(bytes) }
}
