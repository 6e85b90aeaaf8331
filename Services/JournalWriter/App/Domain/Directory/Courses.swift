import Foundation
import School

struct OpenCourse: Equatable, Sendable {
    let course: UUID
    let name: String
    let policy: CoursePolicy

    func decide(isTaken: Bool) throws(Rejection) -> CourseOpened {
        guard !isTaken else { throw .taken("course", "course_id") }
        return CourseOpened(course: course, version: 1, name: name, policy: policy)
    }
}

struct ChangeCoursePolicy: Equatable, Sendable {
    let course: UUID
    let expected: Version
    let policy: CoursePolicy

    func decide(on state: CourseState) throws(Rejection) -> CoursePolicyChanged? {
        try VersionRule.check(
            expected, against: state.version, present: state.policy.words, proposed: policy.words)
        return policy == state.policy
            ? nil : CoursePolicyChanged(course: course, version: state.version + 1, policy: policy)
    }
}

struct CourseState: Equatable, Sendable {
    let version: Version
    let name: String
    let policy: CoursePolicy
}

struct CourseOpened: Equatable, Sendable {
    let course: UUID
    let version: Version
    let name: String
    let policy: CoursePolicy
}

struct CourseRenamed: Equatable, Sendable {
    let course: UUID
    let version: Version
    let name: String
}

struct CoursePolicyChanged: Equatable, Sendable {
    let course: UUID
    let version: Version
    let policy: CoursePolicy
}

extension CoursePolicy {
    /// For the two sides of a conflict.
    var words: String {
        [
            marks.words,
            homework == .expected ? "homework expected" : "no homework",
            countsInFilling ? "counted" : "not counted",
            isExtracurricular ? "extracurricular" : "curricular",
        ].joined(separator: ", ")
    }
}

extension MarkScale {
    var words: String {
        switch self {
        case .fivePoint: "marks 1 to 5"
        case .passFail: "marks pass and fail"
        case .none: "no marks"
        }
    }
}
