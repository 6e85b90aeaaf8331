import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

/// A small school in the middle of a term, with one of everything.
enum Sample {
    /// Wednesday 14 October 2026, noon in Moscow.
    static let now: Int64 = 1_791_968_400_000_000
    static let today = day("2026-10-14")
    static let monday = day("2026-10-12")

    static let actor = id(0xA0)
    static let school = id(1)
    static let otherSchool = id(2)
    static let teacher = id(11)
    static let secondTeacher = id(12)
    static let formerTeacher = id(13)
    static let foreignTeacher = id(19)
    /// In the class from 1 September.
    static let pupil = id(21)
    /// In the class from 1 September, marked and late on Monday.
    static let markedPupil = id(22)
    /// In the named group alone.
    static let groupPupil = id(23)
    /// Not enrolled anywhere.
    static let stranger = id(24)
    static let foreignPupil = id(29)
    static let guardian = id(31)
    static let schoolClass = id(41)
    static let wholeClass = id(42)
    static let namedGroup = id(43)
    static let fivePoint = id(51)
    static let passFail = id(52)
    /// Without marks and homework.
    static let unmarked = id(53)
    static let enrolment = id(61)
    static let groupEnrolment = id(63)
    static let guardianship = id(64)
    static let bells = id(71)
    static let timetable = id(72)
    /// Monday, bell 1, five-point, for the class; its roll is taken.
    static let lesson = id(81)
    static let passFailLesson = id(82)
    static let unmarkedLesson = id(83)
    static let cancelledLesson = id(84)
    /// Today at 14:00.
    static let laterLesson = id(85)
    static let foreignLesson = id(89)
    static let work = id(91)
    static let passFailWork = id(92)
    static let unmarkedWork = id(93)
    static let cancelledWork = id(94)
    static let laterWork = id(95)
    static let withdrawnWork = id(96)
    /// 4, of the marked pupil, for `work`.
    static let mark = id(101)
    static let withdrawnMark = id(102)
    /// The second teacher is an administrator from 1 September.
    static let role = id(111)
    static let signingKey = id(112)

    static func id(_ number: UInt64) -> UUID { UUID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0000 | number) }

    /// An id nobody has.
    static let unknown = id(0xFFFF)

    static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
        return day
    }

    /// A journal of its own that holds the sample school.
    static func journal() throws -> TestJournal {
        let queue = try DatabaseQueue()
        try template.get().backup(to: queue)
        return try TestJournal(queue)
    }

    private static let template = Result {
        let journal = try TestJournal(at: now)
        for step in SampleHistory.steps { try journal.accept(step.message, school: step.school) }
        return journal.queue
    }
}

extension UUID {
    /// As an id stands in a message.
    var wire: Data { Data(bytes) }
}
