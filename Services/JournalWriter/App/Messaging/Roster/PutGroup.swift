import Contracts
import Foundation
import School

/// Those who are taught together, as a roster describes them.
struct PutGroup: RosterRecord {
    static let name = "PutGroup"

    let sourcedID: String
    let groupName: String
    let classSourcedID: String?
    let isWholeClass: Bool

    static func naming(_ wire: WirePutGroup) -> (kind: RosterKind, sourcedID: String)? { (.group, wire.sourcedID) }

    init(_ wire: WirePutGroup) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        groupName = try Field.text(wire.hasName, wire.name, .groupName, "name")
        classSourcedID =
            wire.hasClassSourcedID ? try Field.sourcedID(true, wire.classSourcedID, "class_sourced_id") : nil
        isWholeClass = try Field.required(wire.hasWholeClass, wire.wholeClass, "whole_class")
        guard !isWholeClass || classSourcedID != nil else {
            throw Rejection(.missing, field: "class_sourced_id", "a group of a whole class names its class")
        }
    }

    func carryOut(in context: RosterContext) throws {
        let key = context.key(.group, sourcedID)
        let before = try context.known(key)
        let schoolClass = try classSourcedID.map { try context.thing(.schoolClass, $0, "class_sourced_id") }
        let news = RosterNews([groupName], since: before?.said)
        guard let before else {
            let row = try open(key, schoolClass, after: nil, context)
            return try context.settle(key, row, was: nil, .added, news)
        }
        guard let state = try context.store.group(before.thing, of: context.school) else {
            throw DamagedState(what: "a group that a roster named is not there")
        }
        guard state.isWholeClass == isWholeClass, try keeps(state, schoolClass, context) else {
            let row = try open(key, schoolClass, after: before, context)
            return try context.settle(key, row, was: before, RosterOutcome.changed.returning(before.isGone), news)
        }
        let renamed =
            news[0] && state.name != groupName
            ? GroupRenamed(group: before.thing, version: state.version + 1, name: groupName) : nil
        try context.record(renamed)
        try context.settle(
            key, RosterRow(thing: before.thing, generation: before.generation), was: before,
            RosterOutcome(isChanged: renamed != nil).returning(before.isGone), news)
    }

    /// Lessons, works and marks stand with the group: it stays the same, with the class it was opened with, as long as
    /// its year lasts. Whose it is, sources tell from who is in it, and that changes with every pupil who moves.
    private func keeps(_ state: GroupState, _ schoolClass: UUID?, _ context: RosterContext) throws -> Bool {
        guard let schoolClass, let present = state.schoolClass, schoolClass != present else { return true }
        // The group of a whole class goes with the class, whatever that has become.
        guard !isWholeClass else { return false }
        return try year(of: schoolClass, context) == year(of: present, context)
    }

    private func year(of schoolClass: UUID, _ context: RosterContext) throws -> Int? {
        try context.store.schoolClass(schoolClass, of: context.school)?.schoolYear
    }

    private func open(
        _ key: RosterKey, _ schoolClass: UUID?, after before: RosterRow?, _ context: RosterContext
    ) throws -> RosterRow {
        let row = try context.next(key, after: before) { try context.store.hasGroup($0) }
        let open = OpenGroup(
            group: row.thing, name: groupName, schoolClass: schoolClass, isWholeClass: isWholeClass)
        try context.record(try open.decide(isTaken: false, isClassKnown: schoolClass != nil))
        return row
    }
}
