import Contracts
import Foundation
import School

extension RegisterSchool: JournalCommand {
    static let name = "RegisterSchool"
    static let registersSchool = true

    init(_ wire: WireRegisterSchool) throws(Rejection) {
        self.init(
            name: try Field.text(wire.hasName, wire.name, .schoolName, "name"),
            zone: try Field.required(wire.hasZone, wire.zone, "zone"))
    }

    func carryOut(in context: CommandContext) throws {
        try context.checkZone(zone)
        try context.record(try decide(school: context.school, isRegistered: context.isRegistered))
    }
}

extension RenameSchool: JournalCommand {
    static let name = "RenameSchool"

    init(_ wire: WireRenameSchool) throws(Rejection) {
        self.init(
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            name: try Field.text(wire.hasName, wire.name, .schoolName, "name"))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.found(try context.store.school(context.school), "school", "school_id")
        try context.record(try decide(on: state))
    }
}

extension SetSchoolZone: JournalCommand {
    static let name = "SetSchoolZone"

    init(_ wire: WireSetSchoolZone) throws(Rejection) {
        self.init(
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            since: try Field.day(wire.hasSince, wire.since, "since"),
            zone: try Field.required(wire.hasZone, wire.zone, "zone"))
    }

    func carryOut(in context: CommandContext) throws {
        try context.checkZone(zone)
        let state = try context.found(try context.store.school(context.school), "school", "school_id")
        let present = try context.time().zones.zone(on: since).name
        try context.record(try decide(on: state, present: present))
    }
}
