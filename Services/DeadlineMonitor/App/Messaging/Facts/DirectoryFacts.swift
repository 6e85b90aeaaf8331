import Contracts
import Foundation
import School

/// Facts about schools, their classes, courses and pupils.
enum DirectoryFacts {
    private static let parallels = 1...12
    private static let weekdays = 1...7

    static func registered(_ wire: WireSchoolRegistered) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .schoolRegistered(
                school: try Field.id(wire.hasSchoolID, wire.schoolID, "school_id"),
                name: try Field.text(wire.hasName, wire.name, "name"),
                zone: try Field.text(wire.hasZone, wire.zone, "zone")))
    }

    static func renamed(_ wire: WireSchoolRenamed) throws(UnreadablePayload) -> JournalFact {
        .directory(.schoolRenamed(name: try Field.text(wire.hasName, wire.name, "name")))
    }

    static func zoneSet(_ wire: WireSchoolZoneSet) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .schoolZoneSet(
                since: try Field.day(wire.hasSince, wire.since, "since"),
                zone: try Field.text(wire.hasZone, wire.zone, "zone")))
    }

    static func classOpened(_ wire: WireClassOpened) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .classOpened(
                classID: try Field.id(wire.hasClassID, wire.classID, "class_id"),
                parallel: try Field.number(wire.hasParallel, wire.parallel, in: parallels, "parallel"),
                letter: try Field.text(wire.hasLetter, wire.letter, "letter")))
    }

    static func classRenamed(_ wire: WireClassRenamed) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .classRenamed(
                classID: try Field.id(wire.hasClassID, wire.classID, "class_id"),
                letter: try Field.text(wire.hasLetter, wire.letter, "letter")))
    }

    static func groupOpened(_ wire: WireGroupOpened) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .groupOpened(
                group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
                name: try Field.text(wire.hasName, wire.name, "name"),
                classID: wire.hasClassID ? try Field.id(true, wire.classID, "class_id") : nil,
                isWholeClass: wire.wholeClass))
    }

    static func groupRenamed(_ wire: WireGroupRenamed) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .groupRenamed(
                group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
                name: try Field.text(wire.hasName, wire.name, "name")))
    }

    static func courseOpened(_ wire: WireCourseOpened) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .courseOpened(
                course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                name: try Field.text(wire.hasName, wire.name, "name"),
                policy: try policy(wire.hasPolicy, wire.policy)))
    }

    static func courseRenamed(_ wire: WireCourseRenamed) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .courseRenamed(
                course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                name: try Field.text(wire.hasName, wire.name, "name")))
    }

    static func policyChanged(_ wire: WireCoursePolicyChanged) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .coursePolicyChanged(
                course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                policy: try policy(wire.hasPolicy, wire.policy)))
    }

    private static func policy(_ isPresent: Bool, _ wire: WireCoursePolicy) throws(UnreadablePayload) -> CoursePolicy {
        try Field.check(isPresent, "policy")
        guard let marks = MarkScale(rawValue: wire.marks.rawValue) else {
            throw UnreadablePayload(problem: "policy.marks has a value that is not known here")
        }
        guard let homework = HomeworkPolicy(rawValue: wire.homework.rawValue) else {
            throw UnreadablePayload(problem: "policy.homework has a value that is not known here")
        }
        return CoursePolicy(
            marks: marks, homework: homework, countsInFilling: wire.countsInFilling,
            isExtracurricular: wire.extracurricular)
    }

    static func enrolled(_ wire: WirePupilEnrolled) throws(UnreadablePayload) -> JournalFact {
        let target: Enrolment.Target
        switch wire.target {
        case .classID(let id): target = .classID(try Field.id(true, id, "class_id"))
        case .groupID(let id): target = .group(try Field.id(true, id, "group_id"))
        case nil: throw UnreadablePayload(problem: "target is missing")
        }
        return .directory(
            .pupilEnrolled(
                Enrolment(
                    id: try Field.id(wire.hasEnrolmentID, wire.enrolmentID, "enrolment_id"),
                    pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"), target: target,
                    firstDay: try Field.day(wire.hasFirstDay, wire.firstDay, "first_day"))))
    }

    static func enrolmentEnded(_ wire: WireEnrolmentEnded) throws(UnreadablePayload) -> JournalFact {
        .directory(
            .enrolmentEnded(
                enrolment: try Field.id(wire.hasEnrolmentID, wire.enrolmentID, "enrolment_id"),
                lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day")))
    }

    static func timetableApproved(_ wire: WireTimetableApproved) throws(UnreadablePayload) -> JournalFact {
        var taught: [UUID: Set<Int>] = [:]
        for entry in wire.entries {
            let group = try Field.id(entry.hasGroupID, entry.groupID, "entries.group_id")
            let weekday = try Field.number(entry.hasWeekday, entry.weekday, in: weekdays, "entries.weekday")
            taught[group, default: []].insert(weekday)
        }
        return .directory(
            .timetableApproved(
                timetable: try Field.id(wire.hasTimetableID, wire.timetableID, "timetable_id"),
                days: try days(of: wire), weekdays: taught))
    }

    private static func days(of wire: WireTimetableApproved) throws(UnreadablePayload) -> ClosedRange<Day> {
        let first = try Field.day(wire.hasFirstDay, wire.firstDay, "first_day")
        let last = try Field.day(wire.hasLastDay, wire.lastDay, "last_day")
        guard first <= last else { throw UnreadablePayload(problem: "last_day is before first_day") }
        return first...last
    }
}
