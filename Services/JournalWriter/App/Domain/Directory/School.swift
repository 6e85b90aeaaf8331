import Foundation
import School

struct RegisterSchool: Equatable, Sendable {
    let name: String
    let zone: String

    func decide(school: UUID, isRegistered: Bool) throws(Rejection) -> SchoolRegistered {
        guard school != .none else {
            throw Rejection(.missing, field: "school_id", "the command names no school to register")
        }
        guard !isRegistered else {
            throw Rejection(.exists, field: "school_id", "this school is registered already")
        }
        return SchoolRegistered(school: school, version: 1, name: name, zone: zone)
    }
}

struct RenameSchool: Equatable, Sendable {
    let expected: Version
    let name: String

    func decide(on state: SchoolState) throws(Rejection) -> SchoolRenamed? {
        try VersionRule.check(expected, against: state.version, present: state.name, proposed: name)
        return name == state.name ? nil : SchoolRenamed(version: state.version + 1, name: name)
    }
}

struct SetSchoolZone: Equatable, Sendable {
    let expected: Version
    let since: Day
    let zone: String

    /// - Parameter present: the name of the zone in force on that day.
    func decide(on state: SchoolState, present: String) throws(Rejection) -> SchoolZoneSet? {
        try VersionRule.check(expected, against: state.version, present: present, proposed: zone)
        return zone == present ? nil : SchoolZoneSet(version: state.version + 1, since: since, zone: zone)
    }
}

struct SchoolState: Equatable, Sendable {
    let version: Version
    let name: String
}

struct SchoolRegistered: Equatable, Sendable {
    let school: UUID
    let version: Version
    let name: String
    let zone: String
}

struct SchoolRenamed: Equatable, Sendable {
    let version: Version
    let name: String
}

struct SchoolZoneSet: Equatable, Sendable {
    let version: Version
    let since: Day
    let zone: String
}
