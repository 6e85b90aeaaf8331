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
        guard let before else {
            let row = try open(key, schoolClass, after: nil, context)
            return try context.settle(key, row, was: nil, .added)
        }
        guard let state = try context.store.group(before.thing, of: context.school) else {
            throw DamagedState(what: "a group that a roster named is not there")
        }
        // A roster that names only what has changed may not know whose group it is: that stays.
        let isClassOpen = classSourcedID == nil && !context.session.head.whole.contains(.group)
        guard isClassOpen || state.schoolClass == schoolClass, state.isWholeClass == isWholeClass else {
            let row = try open(key, schoolClass, after: before, context)
            return try context.settle(key, row, was: before, RosterOutcome.changed.returning(before.isGone))
        }
        let renamed =
            state.name == groupName
            ? nil : GroupRenamed(group: before.thing, version: state.version + 1, name: groupName)
        try context.record(renamed)
        try context.settle(
            key, RosterRow(thing: before.thing, generation: before.generation), was: before,
            RosterOutcome(isChanged: renamed != nil).returning(before.isGone))
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
