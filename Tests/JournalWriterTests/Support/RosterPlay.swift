import Contracts
import Foundation
import School
import SwiftProtobuf
import TestKit

@testable import JournalWriter

/// Rosters at random over few ids, so that things come, change, go and return.
struct RosterPlay {
    private var generator: SeededGenerator
    private var day = Sample.day("2026-09-01")

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &generator)]
    }

    /// A roster of things that are named, each with a chance; now and then of a part, by records and removals.
    mutating func next() -> Roster {
        day = day + Int.random(in: 0...20, using: &generator)
        let isBulk = chance(60)
        var records: [any Message] = [Make.putSchool(pick(["Школа № 1", "Лицей"]))]
        if chance(80) { records.append(Make.putCourse(pick(["Алгебра", "Геометрия"]))) }
        let classes = chosen("class", 2).map { id in
            Make.putClass(
                id, parallel: id == "class-1" ? 5 : 6, letter: pick(["А", "Б"]), year: pick([2027, 2027, 2028]))
        }
        let groups = classes.isEmpty ? [] : chosen("group", 2)
        let pupils = chosen("pupil", 3)
        let guardians = chosen("guardian", 2)
        records += classes as [any Message]
        for id in groups {
            records.append(
                Make.putGroup(id, name: pick(["1", "2"]), schoolClass: classes[0].sourcedID, isWhole: chance(50)))
        }
        for id in chosen("staff", 2) { records.append(Make.putStaff(id, post: pick(["учитель", "завуч"]))) }
        for id in pupils { records.append(Make.putPupil(id, family: pick(["Иванов", "Петров"]))) }
        for id in guardians { records.append(Make.putGuardian(id, phone: pick(["1", "2", "", nil]))) }
        records += spans(pupils, guardians, classes.map(\.sourcedID), groups)
        for pupil in pupils where chance(20) {
            records.append(Make.onlyGuardianships(pupil: pupil, keep: chance(50) ? ["guardian-1"] : []))
        }
        for guardian in guardians where chance(20) {
            records.append(Make.onlyGuardianships(guardian: guardian, keep: chance(50) ? ["pupil-1"] : []))
        }
        if !isBulk { records += removals() }
        var roster = Roster(whole: isBulk ? Roster.everything : [], records)
        roster.day = day
        return roster
    }

    private mutating func chosen(_ word: String, _ count: Int) -> [String] {
        (1...count).map { "\(word)-\($0)" }.filter { _ in chance(75) }
    }

    private mutating func spans(
        _ pupils: [String], _ guardians: [String], _ classes: [String], _ groups: [String]
    ) -> [any Message] {
        var records: [any Message] = []
        for pupil in pupils {
            if !classes.isEmpty {
                records.append(
                    Make.putEnrolment(
                        "e-\(pupil)", pupil: pupil, schoolClass: pick(classes),
                        first: pick([nil, "2026-09-01", "2026-09-10"]),
                        last: pick([nil, nil, "2026-12-31", "2027-05-31", "2026-09-15"]), order: pick([nil, "7"])))
            }
            if !groups.isEmpty, chance(50) {
                records.append(
                    Make.putEnrolment("g-\(pupil)", pupil: pupil, schoolClass: nil, group: pick(groups), first: nil))
            }
            if !guardians.isEmpty, chance(70) {
                records.append(
                    Make.putGuardianship(
                        "s-\(pupil)", guardian: pick(guardians), pupil: pupil, basis: pick([.parent, .trustee])))
            }
        }
        return records
    }

    /// Of ids that the records above never name, for a roster cannot both name and remove.
    private mutating func removals() -> [any Message] {
        chance(30) ? [Make.remove(pick([.staff, .pupil]), "never-named")] : []
    }
}
