import Contracts
import Foundation
import School

/// A school as a roster describes it.
struct PutSchool: RosterRecord {
    static let name = "PutSchool"

    let sourcedID: String
    let schoolName: String
    /// Nil: as it is; a new school needs one.
    let zone: String?

    static func naming(_ wire: WirePutSchool) -> (kind: RosterKind, sourcedID: String)? { (.school, "") }

    /// By which a rejected school is remembered, whatever the roster calls it: its records follow from it.
    static func key(of school: UUID) -> RosterKey { RosterKey(kind: .school, school: school, sourcedID: "") }

    init(_ wire: WirePutSchool) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        schoolName = try Field.text(wire.hasName, wire.name, .schoolName, "name")
        zone = wire.hasZone ? wire.zone : nil
    }

    func carryOut(in context: RosterContext) throws {
        if let zone { try context.checkZone(zone) }
        let key = context.key(.school, sourcedID)
        let before = try context.store.row(key, in: context.run)
        if let before, before.isSeen, !before.isGone {
            throw Rejection(.exists, field: "sourced_id", "this roster has a record of this id already")
        }
        let outcome = try put(context)
        context.session.registered.insert(context.school)
        try context.settle(
            key, RosterRow(thing: context.school), was: before, outcome.returning(before?.isGone ?? false))
    }

    private func put(_ context: RosterContext) throws -> RosterOutcome {
        guard let state = try context.store.school(context.school) else {
            guard let zone else { throw Field.missing("zone") }
            let register = RegisterSchool(name: schoolName, zone: zone)
            try context.record(try register.decide(school: context.school, isRegistered: false))
            return .added
        }
        let renamed = try RenameSchool(expected: state.version, name: schoolName).decide(on: state)
        try context.record(renamed)
        let moved = try moved(SchoolState(version: renamed?.version ?? state.version, name: schoolName), context)
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
