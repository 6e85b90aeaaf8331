import Contracts
import Foundation
import School
import SwiftProtobuf

/// One acceptable command of each kind that the past does not hold; each against the sample as it stands.
extension SampleHistory {
    static let next: [any Message] = cards + ends + changes

    private static let today = monday + 2

    private static let cards: [any Message] = [
        WireChangeStaffCard.with {
            $0.staffID = SampleIDs.teacher.wire
            $0.expectedVersion = 1
            $0.name = name
            $0.post = "завуч"
        },
        WireChangePupilCard.with {
            $0.pupilID = SampleIDs.pupil.wire
            $0.expectedVersion = 1
            $0.name = name
            $0.birthDate = 15_832
        },
        WireChangeGuardianCard.with {
            $0.guardianID = SampleIDs.guardian.wire
            $0.expectedVersion = 1
            $0.name = name
            $0.phone = "1"
        },
        // The third event of the sample is the teacher's card.
        WireErasePayloads.with {
            $0.sequences = [3]
            $0.basis = "152-ФЗ, ст. 21"
        },
    ]

    private static let ends: [any Message] = [
        WireEndStaff.with {
            $0.staffID = SampleIDs.teacher.wire
            $0.expectedVersion = 1
            $0.lastDay = today
        },
        WireEndEnrolment.with {
            $0.enrolmentID = SampleIDs.enrolment.wire
            $0.expectedVersion = 1
            $0.lastDay = today
            $0.orderNumber = "18-у"
        },
        WireEndGuardianship.with {
            $0.guardianshipID = SampleIDs.guardianship.wire
            $0.expectedVersion = 1
            $0.lastDay = today
        },
        WireCancelLesson.with {
            $0.lessonID = SampleIDs.lesson.wire
            $0.expectedVersion = 1
            $0.reason = "карантин"
            $0.orderNumber = "5-од"
        },
        WireWithdrawWork.with {
            $0.workID = SampleIDs.unmarkedWork.wire
            $0.expectedVersion = 1
        },
        WireWithdrawMark.with {
            $0.markID = SampleIDs.mark.wire
            $0.expectedVersion = 1
        },
    ]
}
