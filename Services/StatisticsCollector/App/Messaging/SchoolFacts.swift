import Contracts
import Foundation
import School

/// Facts about schools and the groups in them.
enum SchoolFacts {
    static func registered(_ wire: WireSchoolRegistered) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasZone, "zone")
        try Field.check(wire.hasName, "name")
        return .schoolRegistered(
            school: try Field.id(wire.hasSchoolID, wire.schoolID, "school_id"), name: wire.name, zone: wire.zone)
    }

    static func renamed(_ wire: WireSchoolRenamed) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasName, "name")
        return .schoolRenamed(name: wire.name)
    }

    static func classOpened(_ wire: WireClassOpened) throws(UnreadablePayload) -> JournalFact {
        .classOpened(
            classID: try Field.id(wire.hasClassID, wire.classID, "class_id"),
            parallel: try Field.number(wire.hasParallel, wire.parallel, "parallel"))
    }

    static func courseOpened(_ wire: WireCourseOpened) throws(UnreadablePayload) -> JournalFact {
        .courseSet(course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"), policy: try policy(wire.policy))
    }

    static func policyChanged(_ wire: WireCoursePolicyChanged) throws(UnreadablePayload) -> JournalFact {
        .courseSet(course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"), policy: try policy(wire.policy))
    }

    static func timetableApproved(_ wire: WireTimetableApproved) throws(UnreadablePayload) -> JournalFact {
        var weekdays: [UUID: Set<Int>] = [:]
        for entry in wire.entries {
            let group = try Field.id(entry.hasGroupID, entry.groupID, "entries.group_id")
            weekdays[group, default: []].insert(try Field.number(entry.hasWeekday, entry.weekday, "entries.weekday"))
        }
        return .timetableApproved(
            timetable: try Field.id(wire.hasTimetableID, wire.timetableID, "timetable_id"),
            days: try days(of: wire), weekdays: weekdays)
    }

    private static func days(of wire: WireTimetableApproved) throws(UnreadablePayload) -> ClosedRange<Day> {
        let first = try Field.day(wire.hasFirstDay, wire.firstDay, "first_day")
        let last = try Field.day(wire.hasLastDay, wire.lastDay, "last_day")
        guard first <= last else { throw UnreadablePayload(problem: "last_day is before first_day") }
        return first...last
    }

    private static func policy(_ wire: WireCoursePolicy) throws(UnreadablePayload) -> CoursePolicy {
        guard wire.hasMarks, let marks = MarkScale(rawValue: wire.marks.rawValue), wire.hasHomework,
            let homework = HomeworkPolicy(rawValue: wire.homework.rawValue)
        else { throw UnreadablePayload(problem: "policy has no scale or no homework rule that is known here") }
        return CoursePolicy(
            marks: marks, homework: homework, countsInFilling: wire.countsInFilling,
            isExtracurricular: wire.extracurricular)
    }

    static func zoneSet(_ wire: WireSchoolZoneSet) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasZone, "zone")
        return .schoolZoneSet(since: try Field.day(wire.hasSince, wire.since, "since"), zone: wire.zone)
    }

    static func groupOpened(_ wire: WireGroupOpened) throws(UnreadablePayload) -> JournalFact {
        .groupOpened(
            group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
            classID: wire.hasClassID ? try Field.id(true, wire.classID, "class_id") : nil)
    }
}
