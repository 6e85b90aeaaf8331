import Contracts

/// Facts about schools, people, classes and courses.
enum DirectoryFacts {
    static func registered(_ wire: WireSchoolRegistered) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasZone, "zone")
        return .schoolRegistered(school: try Field.id(wire.hasSchoolID, wire.schoolID, "school_id"), zone: wire.zone)
    }

    static func zoneSet(_ wire: WireSchoolZoneSet) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasZone, "zone")
        return .schoolZoneSet(since: try Field.day(wire.hasSince, wire.since, "since"), zone: wire.zone)
    }

    static func staffLeft(_ wire: WireStaffLeft) throws(UnreadablePayload) -> JournalFact {
        .staffLeft(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day"))
    }

    static func staffReturned(_ wire: WireStaffReturned) throws(UnreadablePayload) -> JournalFact {
        .staffReturned(staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"))
    }

    static func guardianship(_ wire: WireGuardianshipRecorded) throws(UnreadablePayload) -> JournalFact {
        .guardianship(
            id: try Field.id(wire.hasGuardianshipID, wire.guardianshipID, "guardianship_id"),
            guardian: try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            firstDay: try Field.day(wire.hasFirstDay, wire.firstDay, "first_day"))
    }

    static func guardianshipEnded(_ wire: WireGuardianshipEnded) throws(UnreadablePayload) -> JournalFact {
        .guardianshipEnded(
            id: try Field.id(wire.hasGuardianshipID, wire.guardianshipID, "guardianship_id"),
            lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day"))
    }

    static func classOpened(_ wire: WireClassOpened) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasParallel, "parallel")
        try Field.check(wire.hasLetter, "letter")
        return .classOpened(
            class: try Field.id(wire.hasClassID, wire.classID, "class_id"), parallel: Int(wire.parallel),
            letter: wire.letter)
    }

    static func classRenamed(_ wire: WireClassRenamed) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasLetter, "letter")
        return .classRenamed(class: try Field.id(wire.hasClassID, wire.classID, "class_id"), letter: wire.letter)
    }

    static func groupOpened(_ wire: WireGroupOpened) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasName, "name")
        return .groupOpened(
            group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"), name: wire.name,
            class: wire.hasClassID ? try Field.id(true, wire.classID, "class_id") : nil)
    }

    static func groupRenamed(_ wire: WireGroupRenamed) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasName, "name")
        return .groupRenamed(group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"), name: wire.name)
    }

    static func courseRenamed(_ wire: WireCourseRenamed) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasName, "name")
        return .courseRenamed(course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"), name: wire.name)
    }

    static func courseOpened(_ wire: WireCourseOpened) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasName, "name")
        return .courseOpened(course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"), name: wire.name)
    }
}
