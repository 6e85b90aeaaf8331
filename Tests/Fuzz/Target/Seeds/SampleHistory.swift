import Contracts
import Foundation
import School
import SwiftProtobuf

/// The commands that made the sample school, in their order, and those that could come next.
enum SampleHistory {
    static let past: [any Message] = directory + enrolments + timetable + record
    /// 1 September 2026 and 12 October 2026, a Monday; days since 1970.
    static let termBegin: Int32 = 20_697
    static let monday: Int32 = 20_738

    static let name = WirePersonName.with {
        $0.family = "Иванова"
        $0.given = "Анна"
        $0.patronymic = "Петровна"
    }

    static let policy = WireCoursePolicy.with {
        $0.marks = .fivePoint
        $0.homework = .expected
        $0.countsInFilling = true
        $0.extracurricular = false
    }

    private static let directory: [any Message] = [
        WireRegisterSchool.with {
            $0.name = "Школа № 1"
            $0.zone = "Europe/Moscow"
        },
        WireAddStaff.with {
            $0.staffID = SampleIDs.teacher.wire
            $0.name = name
            $0.post = "учитель"
            $0.email = "anna@school.example"
        },
        pupil(SampleIDs.pupil.wire), pupil(SampleIDs.stranger.wire),
        WireAddGuardian.with {
            $0.guardianID = SampleIDs.guardian.wire
            $0.name = name
            $0.email = "mother@example.org"
            $0.phone = "+7 900 000-00-00"
        },
        WireOpenClass.with {
            $0.classID = SampleIDs.schoolClass.wire
            $0.parallel = 7
            $0.letter = "А"
            $0.schoolYear = 2027
        },
        WireOpenGroup.with {
            $0.groupID = SampleIDs.group.wire
            $0.name = "весь класс"
            $0.classID = SampleIDs.schoolClass.wire
            $0.wholeClass = true
        },
        WireOpenCourse.with {
            $0.courseID = SampleIDs.course.wire
            $0.name = "Алгебра"
            $0.policy = policy
        },
    ]

    private static let enrolments: [any Message] = [
        WireEnrolPupil.with {
            $0.enrolmentID = SampleIDs.enrolment.wire
            $0.pupilID = SampleIDs.pupil.wire
            $0.classID = SampleIDs.schoolClass.wire
            $0.firstDay = termBegin
            $0.orderNumber = "17-у"
        },
        WireRecordGuardianship.with {
            $0.guardianshipID = SampleIDs.guardianship.wire
            $0.guardianID = SampleIDs.guardian.wire
            $0.pupilID = SampleIDs.pupil.wire
            $0.basis = .parent
            $0.firstDay = termBegin
        },
    ]

    private static func pupil(_ id: Data) -> WireAddPupil {
        .with {
            $0.pupilID = id
            $0.name = name
            $0.birthDate = 15_831
        }
    }
}
