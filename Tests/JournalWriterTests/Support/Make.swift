import Contracts
import Foundation
import School
import SwiftProtobuf

@testable import JournalWriter

/// Messages with everything in them that their command needs.
enum Make {
    static let name = WirePersonName.with {
        $0.family = "Иванова"
        $0.given = "Анна"
        $0.patronymic = "Петровна"
    }

    static func registerSchool(_ name: String, _ zone: String) -> WireRegisterSchool {
        .with {
            $0.name = name
            $0.zone = zone
        }
    }

    static func addStaff(_ id: UUID) -> WireAddStaff {
        .with {
            $0.staffID = id.wire
            $0.name = name
            $0.post = "учитель"
            $0.email = "anna@school.example"
        }
    }

    static func addPupil(_ id: UUID) -> WireAddPupil {
        .with {
            $0.pupilID = id.wire
            $0.name = name
            $0.birthDate = Sample.day("2013-05-06").rawValue
        }
    }

    static func addGuardian(_ id: UUID) -> WireAddGuardian {
        .with {
            $0.guardianID = id.wire
            $0.name = name
            $0.email = "mother@example.org"
            $0.phone = "+7 900 000-00-00"
        }
    }

    static func openClass(_ id: UUID, parallel: UInt32 = 7, letter: String) -> WireOpenClass {
        .with {
            $0.classID = id.wire
            $0.parallel = parallel
            $0.letter = letter
            $0.schoolYear = 2027
        }
    }

    static func openGroup(_ id: UUID, schoolClass: UUID?, isWhole: Bool) -> WireOpenGroup {
        .with {
            $0.groupID = id.wire
            $0.name = "группа"
            if let schoolClass { $0.classID = schoolClass.wire }
            $0.wholeClass = isWhole
        }
    }

    static func policy(_ marks: WireMarkScale, _ homework: WireHomeworkPolicy) -> WireCoursePolicy {
        .with {
            $0.marks = marks
            $0.homework = homework
            $0.countsInFilling = true
            $0.extracurricular = false
        }
    }

    static func openCourse(_ id: UUID, _ marks: WireMarkScale, _ homework: WireHomeworkPolicy) -> WireOpenCourse {
        .with {
            $0.courseID = id.wire
            $0.name = "Алгебра"
            $0.policy = policy(marks, homework)
        }
    }

    static func enrol(
        _ id: UUID, _ pupil: UUID, schoolClass: UUID? = nil, group: UUID? = nil, from day: Day
    ) -> WireEnrolPupil {
        .with {
            $0.enrolmentID = id.wire
            $0.pupilID = pupil.wire
            if let schoolClass { $0.classID = schoolClass.wire }
            if let group { $0.groupID = group.wire }
            $0.firstDay = day.rawValue
            $0.orderNumber = "17-у"
        }
    }

    static func setBells(
        _ id: UUID = Sample.bells, version: UInt32, _ bells: [(number: UInt32, start: UInt32, end: UInt32)]
    ) -> WireSetBells {
        .with {
            $0.bellsID = id.wire
            $0.expectedVersion = version
            $0.name = "обычные"
            $0.bells = bells.map { bell in
                .with {
                    $0.number = bell.number
                    $0.start = bell.start
                    $0.end = bell.end
                }
            }
        }
    }

    static func entry(
        _ weekday: UInt32, _ number: UInt32, group: UUID = Sample.wholeClass, course: UUID = Sample.fivePoint,
        teacher: UUID = Sample.teacher
    ) -> WireTimetableEntry {
        .with {
            $0.weekday = weekday
            $0.number = number
            $0.groupID = group.wire
            $0.courseID = course.wire
            $0.teacherID = teacher.wire
        }
    }

    /// Algebra at bell 1 on Monday and bell 2 on Wednesday and Friday.
    static let week = [entry(1, 1), entry(3, 2), entry(5, 2)]

    static func approve(
        _ id: UUID = Sample.timetable, version: UInt32, entries: [WireTimetableEntry], changeFrom: Day? = nil
    ) -> WireApproveTimetable {
        .with {
            $0.timetableID = id.wire
            $0.expectedVersion = version
            $0.bellsID = Sample.bells.wire
            $0.firstDay = Sample.monday.rawValue
            $0.lastDay = Sample.day("2026-10-25").rawValue
            $0.daysOff = [Sample.day("2026-10-23").rawValue]
            $0.entries = entries
            if let changeFrom { $0.changeFrom = changeFrom.rawValue }
        }
    }
}
