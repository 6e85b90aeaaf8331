import Contracts
import Foundation
import School
import SwiftProtobuf

/// Events of a small school: class 7А with algebra on Monday, Wednesday and Friday, and English in a named group.
enum Lessons {
    static let teacher = Sample.id(0x11)
    static let secondPupil = Sample.id(0x22)
    static let classID = Sample.id(0x41)
    static let wholeClass = Sample.id(0x42)
    static let namedGroup = Sample.id(0x43)
    static let algebra = Sample.id(0x51)
    static let english = Sample.id(0x52)
    static let enrolment = Sample.id(0x61)
    static let groupEnrolment = Sample.id(0x62)
    static let guardianship = Sample.id(0x64)
    static let monday = Sample.id(0x81)
    static let wednesday = Sample.id(0x82)
    static let friday = Sample.id(0x83)
    static let englishTuesday = Sample.id(0x84)

    static let school: [any Message] =
        [
            registered(), added(teacher, .staff), card(teacher, .staff, 1, "Орлова", "Вера"),
            added(Sample.pupil, .pupil), card(Sample.pupil, .pupil, 1, "Иванов", "Пётр"),
            added(secondPupil, .pupil), added(Sample.guardian, .guardian),
            card(Sample.guardian, .guardian, 1, "Иванова", "Анна"), classOpened(), group(wholeClass, isWhole: true),
            group(namedGroup, isWhole: false), course(algebra, "Алгебра"), course(english, "Английский язык"),
            enrolled(enrolment, Sample.pupil, classID: classID),
            enrolled(groupEnrolment, Sample.pupil, group: namedGroup), guards(guardianship, Sample.pupil),
            lesson(monday, "2026-10-12"), lesson(wednesday, "2026-10-14"), lesson(friday, "2026-10-16"),
            lesson(englishTuesday, "2026-10-13", number: 2, group: namedGroup, course: english),
        ] as [any Message]

    enum Kind { case staff, pupil, guardian }

    static func registered(_ school: UUID = Sample.school, zone: String = "Europe/Moscow") -> WireSchoolRegistered {
        .with {
            $0.schoolID = school.wire
            $0.version = 1
            $0.name = "Школа № 1"
            $0.zone = zone
        }
    }

    static func added(_ person: UUID, _ kind: Kind) -> any Message {
        switch kind {
        case .staff:
            WireStaffAdded.with {
                $0.staffID = person.wire
                $0.version = 1
            }
        case .pupil:
            WirePupilAdded.with {
                $0.pupilID = person.wire
                $0.version = 1
            }
        case .guardian:
            WireGuardianAdded.with {
                $0.guardianID = person.wire
                $0.version = 1
            }
        }
    }

    static func card(
        _ person: UUID, _ kind: Kind, _ version: UInt32, _ family: String, _ given: String
    ) -> any Message {
        let name = WirePersonName.with {
            $0.family = family
            $0.given = given
        }
        switch kind {
        case .staff:
            return WireStaffCardRecorded.with {
                $0.staffID = person.wire
                $0.version = version
                $0.name = name
                $0.post = "учитель"
            }
        case .pupil:
            return WirePupilCardRecorded.with {
                $0.pupilID = person.wire
                $0.version = version
                $0.name = name
                $0.birthDate = 15_000
            }
        case .guardian:
            return WireGuardianCardRecorded.with {
                $0.guardianID = person.wire
                $0.version = version
                $0.name = name
                $0.email = "mother@example.org"
            }
        }
    }

    static func classOpened(_ id: UUID = classID, letter: String = "А") -> WireClassOpened {
        .with {
            $0.classID = id.wire
            $0.version = 1
            $0.parallel = 7
            $0.letter = letter
            $0.schoolYear = 2027
        }
    }

    static func group(_ id: UUID, isWhole: Bool) -> WireGroupOpened {
        .with {
            $0.groupID = id.wire
            $0.version = 1
            $0.name = isWhole ? "7А" : "7А англ. 1"
            $0.classID = classID.wire
            $0.wholeClass = isWhole
        }
    }

    static func course(_ id: UUID, _ name: String) -> WireCourseOpened {
        .with {
            $0.courseID = id.wire
            $0.version = 1
            $0.name = name
            $0.policy = .with {
                $0.marks = .fivePoint
                $0.homework = .expected
                $0.countsInFilling = true
                $0.extracurricular = false
            }
        }
    }

    static func enrolled(
        _ id: UUID, _ pupil: UUID, classID: UUID? = nil, group: UUID? = nil, from day: String = "2026-09-01"
    ) -> WirePupilEnrolled {
        .with {
            $0.enrolmentID = id.wire
            $0.version = 1
            $0.pupilID = pupil.wire
            if let classID { $0.classID = classID.wire }
            if let group { $0.groupID = group.wire }
            $0.firstDay = Sample.day(day).rawValue
        }
    }

    static func enrolmentEnded(_ id: UUID, _ day: String) -> WireEnrolmentEnded {
        .with {
            $0.enrolmentID = id.wire
            $0.version = 2
            $0.lastDay = Sample.day(day).rawValue
        }
    }

    static func guards(
        _ id: UUID, _ pupil: UUID, by guardian: UUID = Sample.guardian, from day: String = "2026-09-01"
    ) -> WireGuardianshipRecorded {
        .with {
            $0.guardianshipID = id.wire
            $0.version = 1
            $0.guardianID = guardian.wire
            $0.pupilID = pupil.wire
            $0.basis = .parent
            $0.firstDay = Sample.day(day).rawValue
        }
    }

    static func guardianshipEnded(_ day: String, _ id: UUID = guardianship) -> WireGuardianshipEnded {
        .with {
            $0.guardianshipID = id.wire
            $0.version = 2
            $0.lastDay = Sample.day(day).rawValue
        }
    }

    static func lesson(
        _ id: UUID, _ day: String, number: UInt32 = 1, group: UUID = wholeClass, course: UUID = algebra
    ) -> WireLessonScheduled {
        .with {
            $0.lessonID = id.wire
            $0.version = 1
            $0.date = Sample.day(day).rawValue
            $0.number = number
            $0.start = 450 + 60 * number
            $0.end = 495 + 60 * number
            $0.groupID = group.wire
            $0.courseID = course.wire
            $0.teacherID = teacher.wire
        }
    }
}
