import Contracts
import School

/// Facts about schools.
enum SchoolFacts {
    static func registered(_ wire: WireSchoolRegistered) throws(Rejection) -> JournalFact {
        .school(
            .registered(
                school: try Field.id(wire.hasSchoolID, wire.schoolID, "school_id"),
                name: try Field.required(wire.hasName, wire.name, "name"),
                zone: try Field.required(wire.hasZone, wire.zone, "zone")))
    }

    static func renamed(_ wire: WireSchoolRenamed) throws(Rejection) -> JournalFact {
        .school(.renamed(name: try Field.required(wire.hasName, wire.name, "name")))
    }

    static func zoneSet(_ wire: WireSchoolZoneSet) throws(Rejection) -> JournalFact {
        .school(
            .zoneSet(
                since: try Field.day(wire.hasSince, wire.since, "since"),
                zone: try Field.required(wire.hasZone, wire.zone, "zone")))
    }
}
