import Contracts
import Foundation
import School

/// Facts about classes, groups, courses, and who is in them.
enum GroupFacts {
    /// A parallel beyond this was never opened (the journal's own limit).
    private static let parallels = 1...12

    static func classOpened(_ wire: WireClassOpened) throws(Rejection) -> JournalFact {
        .group(
            .classOpened(
                classID: try Field.id(wire.hasClassID, wire.classID, "class_id"),
                parallel: try Field.number(wire.hasParallel, wire.parallel, in: parallels, "parallel"),
                letter: try Field.required(wire.hasLetter, wire.letter, "letter")))
    }

    static func classRenamed(_ wire: WireClassRenamed) throws(Rejection) -> JournalFact {
        .group(
            .classRenamed(
                classID: try Field.id(wire.hasClassID, wire.classID, "class_id"),
                letter: try Field.required(wire.hasLetter, wire.letter, "letter")))
    }

    static func groupOpened(_ wire: WireGroupOpened) throws(Rejection) -> JournalFact {
        .group(
            .groupOpened(
                group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
                name: try Field.required(wire.hasName, wire.name, "name"),
                classID: wire.hasClassID ? try Field.id(true, wire.classID, "class_id") : nil,
                isWholeClass: try Field.required(wire.hasWholeClass, wire.wholeClass, "whole_class")))
    }

    static func groupRenamed(_ wire: WireGroupRenamed) throws(Rejection) -> JournalFact {
        .group(
            .groupRenamed(
                group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
                name: try Field.required(wire.hasName, wire.name, "name")))
    }

    static func courseRenamed(_ wire: WireCourseRenamed) throws(Rejection) -> JournalFact {
        .group(
            .courseRenamed(
                course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                name: try Field.required(wire.hasName, wire.name, "name")))
    }

    static func courseOpened(_ wire: WireCourseOpened) throws(Rejection) -> JournalFact {
        .group(
            .courseOpened(
                course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                name: try Field.required(wire.hasName, wire.name, "name")))
    }

    static func enrolled(_ wire: WirePupilEnrolled) throws(Rejection) -> JournalFact {
        let target = try target(of: wire)
        return .group(
            .enrolled(
                enrolment: try Field.id(wire.hasEnrolmentID, wire.enrolmentID, "enrolment_id"),
                pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"), classID: target.classID,
                group: target.group, firstDay: try Field.day(wire.hasFirstDay, wire.firstDay, "first_day")))
    }

    private static func target(of wire: WirePupilEnrolled) throws(Rejection) -> (classID: UUID?, group: UUID?) {
        switch wire.target {
        case .classID(let id): (try Field.id(true, id, "class_id"), nil)
        case .groupID(let id): (nil, try Field.id(true, id, "group_id"))
        case nil: throw Field.missing("target")
        }
    }

    static func enrolmentEnded(_ wire: WireEnrolmentEnded) throws(Rejection) -> JournalFact {
        .group(
            .enrolmentEnded(
                enrolment: try Field.id(wire.hasEnrolmentID, wire.enrolmentID, "enrolment_id"),
                lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day")))
    }
}
