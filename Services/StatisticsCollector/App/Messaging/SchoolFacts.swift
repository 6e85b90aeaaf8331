import Contracts

/// Facts about schools and the groups in them.
enum SchoolFacts {
    static func registered(_ wire: WireSchoolRegistered) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasZone, "zone")
        return .schoolRegistered(school: try Field.id(wire.hasSchoolID, wire.schoolID, "school_id"), zone: wire.zone)
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
