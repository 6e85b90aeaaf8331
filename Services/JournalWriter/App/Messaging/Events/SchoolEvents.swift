import Contracts
import Foundation
import School

extension SchoolRegistered: JournalEvent {
    static let type = "SchoolRegistered"

    init(_ wire: WireSchoolRegistered) throws(Rejection) {
        self.init(
            school: try Field.id(wire.hasSchoolID, wire.schoolID, "school_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            name: try Field.required(wire.hasName, wire.name, "name"),
            zone: try Field.required(wire.hasZone, wire.zone, "zone"))
    }

    var wire: WireSchoolRegistered {
        var wire = WireSchoolRegistered()
        wire.schoolID = Data(school.bytes)
        wire.version = version
        wire.name = name
        wire.zone = zone
        return wire
    }
}

extension SchoolRenamed: JournalEvent {
    static let type = "SchoolRenamed"

    init(_ wire: WireSchoolRenamed) throws(Rejection) {
        self.init(
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            name: try Field.required(wire.hasName, wire.name, "name"))
    }

    var wire: WireSchoolRenamed {
        var wire = WireSchoolRenamed()
        wire.version = version
        wire.name = name
        return wire
    }
}

extension SchoolZoneSet: JournalEvent {
    static let type = "SchoolZoneSet"

    init(_ wire: WireSchoolZoneSet) throws(Rejection) {
        self.init(
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            since: Day(rawValue: try Field.required(wire.hasSince, wire.since, "since")),
            zone: try Field.required(wire.hasZone, wire.zone, "zone"))
    }

    var wire: WireSchoolZoneSet {
        var wire = WireSchoolZoneSet()
        wire.version = version
        wire.since = since.rawValue
        wire.zone = zone
        return wire
    }
}
