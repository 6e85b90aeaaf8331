import Contracts
import Foundation
import School

/// A class of one school year as a roster describes it.
struct PutClass: RosterRecord {
    static let name = "PutClass"

    let sourcedID: String
    let parallel: Int
    let letter: String
    /// What its terms say counts too.
    private(set) var schoolYear: Int
    private var terms: [String]

    static func naming(_ wire: WirePutClass) -> (kind: RosterKind, sourcedID: String)? {
        (.schoolClass, wire.sourcedID)
    }

    init(_ wire: WirePutClass) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        parallel = try Field.number(wire.hasParallel, wire.parallel, in: OpenClass.parallels, "parallel")
        letter = try Field.text(wire.hasLetter, wire.letter, .classLetter, "letter")
        let isTold = wire.hasSchoolYear || wire.termSourcedIds.isEmpty
        schoolYear =
            isTold
            ? try Field.number(wire.hasSchoolYear, wire.schoolYear, in: OpenClass.schoolYears, "school_year") : 0
        terms = []
        for id in wire.termSourcedIds { terms.append(try Field.sourcedID(true, id, "term_sourced_ids")) }
    }

    /// The same with the year of the latest of its terms.
    private func dated(_ context: RosterContext) throws -> PutClass {
        var whole = self
        whole.terms = []
        for term in terms { whole.schoolYear = max(whole.schoolYear, try context.schoolYear(ofTerm: term)) }
        return whole
    }

    func carryOut(in context: RosterContext) throws {
        guard terms.isEmpty else { return try dated(context).carryOut(in: context) }
        let key = context.key(.schoolClass, sourcedID)
        let before = try context.known(key)
        let news = RosterNews([letter], since: before?.said)
        guard let before else {
            let (row, isNew) = try another(key, after: nil, context)
            return try context.settle(key, row, was: nil, isNew ? .added : .unchanged, news)
        }
        guard let state = try context.store.schoolClass(before.thing, of: context.school) else {
            throw DamagedState(what: "a class that a roster named is not there")
        }
        guard state.parallel == parallel, state.schoolYear == schoolYear else {
            let (row, _) = try another(key, after: before, context)
            return try context.settle(key, row, was: before, RosterOutcome.changed.returning(before.isGone), news)
        }
        let isRenamed = try news[0] && rename(before.thing, state, context)
        try context.settle(
            key, RosterRow(thing: before.thing, generation: before.generation), was: before,
            RosterOutcome(isChanged: isRenamed).returning(before.isGone), news)
    }

    /// The class of this name and year, opened if there is none.
    private func another(
        _ key: RosterKey, after before: RosterRow?, _ context: RosterContext
    ) throws -> (RosterRow, isNew: Bool) {
        if let found = try context.store.findClass(
            parallel: parallel, letter: letter, schoolYear: schoolYear, of: context.school)
        {
            let generation = before?.generation ?? 0
            return (try context.adopt(found, key, generation: generation, "letter"), false)
        }
        let row = try context.next(key, after: before) { try context.store.hasClass($0) }
        let open = OpenClass(schoolClass: row.thing, parallel: parallel, letter: letter, schoolYear: schoolYear)
        try context.record(try open.decide(isTaken: false, isNameTaken: false))
        return (row, true)
    }

    private func rename(_ schoolClass: UUID, _ state: ClassState, _ context: RosterContext) throws -> Bool {
        guard letter != state.letter else { return false }
        let isNameTaken = try context.store.hasClass(
            parallel: parallel, letter: letter, schoolYear: schoolYear, of: context.school)
        guard !isNameTaken else {
            throw Rejection(
                .exists, field: "letter",
                "another class of this parallel and year has the letter \(letter), and has it until it is renamed; "
                    + "two that swap letters get there by a roster before, in which one has a third letter")
        }
        let rename = RenameClass(schoolClass: schoolClass, expected: state.version, letter: letter)
        try context.record(try rename.decide(on: state, isNameTaken: false))
        return true
    }
}
