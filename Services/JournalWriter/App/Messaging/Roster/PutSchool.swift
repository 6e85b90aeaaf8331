import Contracts
import Foundation
import School

/// A school as a roster describes it.
struct PutSchool: RosterRecord {
    static let name = "PutSchool"

    let sourcedID: String
    let schoolName: String
    /// Nil: as it is.
    let zone: String?
    /// Of a school that is not there yet, where ``zone`` is nil.
    let zoneIfNew: String?

    static func naming(_ wire: WirePutSchool) -> (kind: RosterKind, sourcedID: String)? { (.school, "") }

    /// By which a rejected school is remembered, whatever the roster calls it: its records follow from it.
    static func key(of school: UUID) -> RosterKey { RosterKey(kind: .school, school: school, sourcedID: "") }

    init(_ wire: WirePutSchool) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        schoolName = try Field.text(wire.hasName, wire.name, .schoolName, "name")
        zone = wire.hasZone ? wire.zone : nil
        zoneIfNew = wire.hasZoneIfNew ? wire.zoneIfNew : nil
    }

    func carryOut(in context: RosterContext) throws {
        if let zone { try context.checkZone(zone, "zone") }
        if let zoneIfNew { try context.checkZone(zoneIfNew, "zone_if_new") }
        let key = context.key(.school, sourcedID)
        let before = try context.store.row(key, in: context.run)
        if let before, before.isSeen, !before.isGone {
            throw Rejection(.exists, field: "sourced_id", "this roster has a record of this id already")
        }
        let news = RosterNews([schoolName, zone], since: before?.said)
        let outcome = try put(news, context)
        context.session.registered.insert(context.school)
        try context.settle(
            key, RosterRow(thing: context.school), was: before, outcome.returning(before?.isGone ?? false), news)
    }

    private func put(_ news: RosterNews, _ context: RosterContext) throws -> RosterOutcome {
        guard let state = try context.store.school(context.school) else {
            guard let zone = zone ?? zoneIfNew else { throw Field.missing("zone") }
            let register = RegisterSchool(name: schoolName, zone: zone)
            try context.record(try register.decide(school: context.school, isRegistered: false))
            return .added
        }
        let name = news[0] ? schoolName : state.name
        let renamed = try RenameSchool(expected: state.version, name: name).decide(on: state)
        try context.record(renamed)
        let moved =
            news[1] ? try moved(SchoolState(version: renamed?.version ?? state.version, name: name), context) : nil
        try context.record(moved)
        return renamed == nil && moved == nil ? .unchanged : .changed
    }

    private func moved(_ state: SchoolState, _ context: RosterContext) throws -> SchoolZoneSet? {
        guard let zone else { return nil }
        let present = try context.store.zones(of: context.school).filter { $0.since <= context.effective }
            .max { $0.since < $1.since }?.name
        let change = SetSchoolZone(expected: state.version, since: context.effective, zone: zone)
        return try change.decide(on: state, present: present ?? "")
    }
}
