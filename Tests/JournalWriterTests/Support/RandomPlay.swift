import Contracts
import Foundation
import School
import TestKit
import SwiftProtobuf

@testable import JournalWriter

/// Commands at random against the sample school: sensible, stale, twice the same and out of place.
struct RandomPlay {
    private var generator: SeededGenerator
    private var made: UInt64 = 0x1_000

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private static let lessons = [
        Sample.lesson, Sample.passFailLesson, Sample.unmarkedLesson, Sample.cancelledLesson, Sample.laterLesson,
    ]
    private static let works = [
        Sample.work, Sample.passFailWork, Sample.unmarkedWork, Sample.withdrawnWork, Sample.laterWork,
    ]
    private static let pupils = [Sample.pupil, Sample.markedPupil, Sample.groupPupil, Sample.stranger]

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &generator)]
    }

    private mutating func anyVersion() -> UInt32 { .random(in: 0...4, using: &generator) }
    private mutating func day() -> Day { Sample.monday + Int.random(in: -2...4, using: &generator) }

    /// A new id, or now and then one that may be taken.
    private mutating func newID() -> UUID {
        if Int.random(in: 0..<4, using: &generator) > 0 { made += 1 }
        return Sample.id(made)
    }

    /// Works and marks that this play has made, and those of the sample.
    private mutating func someID(_ sample: UUID) -> UUID {
        Bool.random(using: &generator) ? sample : Sample.id(.random(in: 0x1_000...made, using: &generator))
    }

    mutating func nextCommand() -> any Message {
        switch Int.random(in: 0..<7, using: &generator) {
        case 6: staffCommand()
        case 0: lessonCommand()
        case 1: rollCommand()
        case 2, 3: markCommand()
        case 4: directoryCommand()
        default: timetableCommand()
        }
    }

    private mutating func lessonCommand() -> any Message {
        let (lesson, version) = (pick(Self.lessons), anyVersion())
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return Make.cancel(lesson, version: version)
        case 1...3: return Make.topic(pick(["Дроби", "Проценты", " "]), version: version, lesson: lesson)
        default:
            let homework: WireRecordHomework.OneOf_Homework = pick([.text("§ 5"), .text("№ 1"), .none(true)])
            return Make.homework(homework, version: version, lesson: lesson)
        }
    }

    private mutating func rollCommand() -> any Message {
        let entries = Self.pupils.map { pupil in
            Make.rollEntry(pupil, pick([.present, .absent, .ill, .excused, .exempt]))
        }
        let (lesson, version) = (pick(Self.lessons), anyVersion())
        if Bool.random(using: &generator) { return Make.attendance(lesson, version: version, pick(entries)) }
        let named = Int.random(in: 0...3, using: &generator)
        return Make.takeRoll(lesson, version: version, Array(entries.prefix(named)))
    }

    private mutating func markCommand() -> any Message {
        let value = pick([Make.value(points: 5), Make.value(points: 2), Make.value(.pass), Make.value(.owed)])
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return Make.work(newID(), pick(Self.lessons))
        case 1:
            return WireWithdrawWork.with {
                $0.workID = someID(pick(Self.works)).wire
                $0.expectedVersion = anyVersion()
            }
        case 2:
            return WireWithdrawMark.with {
                $0.markID = someID(Sample.mark).wire
                $0.expectedVersion = anyVersion()
            }
        case 3: return Make.changeMark(someID(Sample.mark), version: anyVersion(), value)
        default:
            return Make.giveMark(
                newID(), work: someID(pick(Self.works)), pupil: pick(Self.pupils), value: value, date: day())
        }
    }

    private mutating func directoryCommand() -> any Message {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return Make.addPupil(newID())
        case 1: return Make.enrol(newID(), pick(Self.pupils), schoolClass: Sample.schoolClass, from: day())
        case 2: return Make.enrol(newID(), pick(Self.pupils), group: Sample.namedGroup, from: day())
        case 3: return Make.erase([.random(in: 1...40, using: &generator)])
        case 4:
            return WireChangePupilCard.with {
                $0.pupilID = pick(Self.pupils).wire
                $0.expectedVersion = anyVersion()
                $0.name = Make.name
                $0.birthDate = .random(in: 15_000...15_005, using: &generator)
            }
        default:
            return WireEndEnrolment.with {
                $0.enrolmentID = someID(Sample.groupEnrolment).wire
                $0.expectedVersion = anyVersion()
                $0.lastDay = day().rawValue
            }
        }
    }

    private mutating func staffCommand() -> any Message {
        let staff = pick([Sample.teacher, Sample.secondTeacher, Sample.formerTeacher])
        switch Int.random(in: 0..<9, using: &generator) {
        case 0: return Make.grantRole(newID(), staff, pick([.head, .administrator]), from: day())
        case 1: return Make.endRole(someID(Sample.role), version: anyVersion(), day())
        case 2: return Make.issueAccount(staff, login: pick(["ivanova", "petrova", "sidorov"]))
        case 3: return Make.setPassword(staff, version: anyVersion(), Make.verifier(pick(["one", "two"])))
        case 4: return Make.closeAccount(staff, version: anyVersion())
        default: return Make.revokeSessions(staff)
        }
    }

    private mutating func timetableCommand() -> any Message {
        let version = anyVersion()
        if Int.random(in: 0..<4, using: &generator) == 0 {
            let shift = UInt32.random(in: 0...5, using: &generator)
            return Make.setBells(version: version, [(1, 510 + shift, 555), (2, 565 + shift, 610), (3, 620, 665)])
        }
        var entries: [WireTimetableEntry] = []
        for weekday in UInt32(1)...6 where Bool.random(using: &generator) {
            entries.append(
                Make.entry(
                    weekday, .random(in: 1...3, using: &generator), course: pick([Sample.fivePoint, Sample.passFail]),
                    teacher: pick([Sample.teacher, Sample.secondTeacher])))
        }
        return Make.approve(version: version, entries: entries, changeFrom: Sample.today + Int(version))
    }
}
