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
        let before = try context.known(key)
        let news = RosterNews([courseName, policy.sourceWords], since: before?.said)
        guard let before else {
            let row = try context.next(key, after: nil) { try context.store.hasCourse($0) }
            let open = OpenCourse(course: row.thing, name: courseName, policy: policy)
            try context.record(try open.decide(isTaken: false))
            return try context.settle(key, row, was: nil, .added, news)
        }
        let isChanged = try change(before.thing, news, in: context)
        try context.settle(
            key, RosterRow(thing: before.thing, generation: before.generation), was: before,
            RosterOutcome(isChanged: isChanged).returning(before.isGone), news)
    }

    private func change(_ course: UUID, _ news: RosterNews, in context: RosterContext) throws -> Bool {
        guard let state = try context.store.course(course, of: context.school) else {
            throw DamagedState(what: "a course that a roster named is not there")
        }
        let renamed =
            news[0] && state.name != courseName
            ? CourseRenamed(course: course, version: state.version + 1, name: courseName) : nil
        try context.record(renamed)
        guard news[1] else { return renamed != nil }
        let version = renamed?.version ?? state.version
        let changed = try ChangeCoursePolicy(course: course, expected: version, policy: policy)
            .decide(on: CourseState(version: version, name: renamed?.name ?? state.name, policy: state.policy))
        try context.record(changed)
        return renamed != nil || changed != nil
    }
}

extension CoursePolicy {
    /// As a source's words.
    fileprivate var sourceWords: String {
        "\(marks.rawValue) \(homework.rawValue) \(countsInFilling) \(isExtracurricular)"
    }
}
