import Contracts
import Foundation
import School

/// A course as a roster describes it.
struct PutCourse: RosterRecord {
    static let name = "PutCourse"

    let sourcedID: String
    let courseName: String
    let policy: CoursePolicy

    static func naming(_ wire: WirePutCourse) -> (kind: RosterKind, sourcedID: String)? { (.course, wire.sourcedID) }

    init(_ wire: WirePutCourse) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        courseName = try Field.text(wire.hasName, wire.name, .courseName, "name")
        policy = try CoursePolicy(wire.hasPolicy, wire.policy)
    }

    func carryOut(in context: RosterContext) throws {
        let key = context.key(.course, sourcedID)
        guard let before = try context.known(key) else {
            let row = try context.next(key, after: nil) { try context.store.hasCourse($0) }
            let open = OpenCourse(course: row.thing, name: courseName, policy: policy)
            try context.record(try open.decide(isTaken: false))
            return try context.settle(key, row, was: nil, .added)
        }
        let isChanged = try change(before.thing, in: context)
        try context.settle(
            key, RosterRow(thing: before.thing, generation: before.generation), was: before,
            RosterOutcome(isChanged: isChanged).returning(before.isGone))
    }

    private func change(_ course: UUID, in context: RosterContext) throws -> Bool {
        guard let state = try context.store.course(course, of: context.school) else {
            throw DamagedState(what: "a course that a roster named is not there")
        }
        let renamed =
            state.name == courseName
            ? nil : CourseRenamed(course: course, version: state.version + 1, name: courseName)
        try context.record(renamed)
        let version = renamed?.version ?? state.version
        let changed = try ChangeCoursePolicy(course: course, expected: version, policy: policy)
            .decide(on: CourseState(version: version, name: courseName, policy: state.policy))
        try context.record(changed)
        return renamed != nil || changed != nil
    }
}
