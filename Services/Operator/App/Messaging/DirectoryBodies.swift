import Contracts
import Foundation
import School

extension WireRegisterSchool {
    init(_ name: String, _ zone: String) {
        self.init()
        self.name = name
        self.zone = zone
    }
}

extension WireOpenClass {
    init(_ id: UUID, _ parallel: Int, _ letter: String, _ schoolYear: Int) {
        self.init()
        classID = id.data
        self.parallel = UInt32(parallel)
        self.letter = letter
        self.schoolYear = UInt32(schoolYear)
    }
}

extension WireOpenGroup {
    init(_ id: UUID, _ name: String, _ schoolClass: UUID?, _ isWholeClass: Bool) {
        self.init()
        groupID = id.data
        self.name = name
        if let schoolClass { classID = schoolClass.data }
        wholeClass = isWholeClass
    }
}

extension WireOpenCourse {
    init(_ id: UUID, _ name: String, _ policy: CoursePolicy) {
        self.init()
        courseID = id.data
        self.name = name
        self.policy = WireCoursePolicy(policy)
    }
}

extension WireEnrolPupil {
    init(_ id: UUID, _ pupil: UUID, _ target: OneOf_Target, _ day: Day, _ order: String) {
        self.init()
        enrolmentID = id.data
        pupilID = pupil.data
        self.target = target
        firstDay = day.rawValue
        orderNumber = order
    }
}

extension WireCoursePolicy {
    init(_ policy: CoursePolicy) {
        self.init()
        marks = WireMarkScale(rawValue: policy.marks.rawValue) ?? .unspecified
        homework = WireHomeworkPolicy(rawValue: policy.homework.rawValue) ?? .unspecified
        countsInFilling = policy.countsInFilling
        extracurricular = policy.isExtracurricular
    }
}
