import Foundation
import School

/// The pupils of a school and those who answer for them; brothers and sisters share parents.
struct Families: Sendable {
    private struct Home {
        let household: Household
        /// Places in `guardians`.
        let guardians: [(index: Int, basis: GuardianshipBasis)]
        /// Of the youngest child so far; parallels are filled from the first on.
        var parallel: Int
        var children = 1
    }

    private static let mostChildren = 3

    private(set) var guardians: [SampleGuardian] = []
    private var homes: [Home] = []
    private let prefix: String
    private let number: Int
    private var pupils = 0

    init(school number: Int, prefix: String) {
        self.number = number
        self.prefix = prefix
    }

    mutating func pupil(
        inParallel parallel: Int, _ ids: inout IDSource, _ chance: inout SeededGenerator
    ) -> SamplePupil {
        let home = homeOfSibling(parallel, &chance) ?? newHome(parallel, &ids, &chance)
        let gender: Gender = chance.happens(50) ? .male : .female
        let pupil = SamplePupil(
            id: ids.next(), name: homes[home].household.child(gender, using: &chance), gender: gender,
            birthDate: Self.firstBirthDate(inParallel: parallel) + chance.below(365),
            ability: chance.number(in: 270...400) + chance.number(in: 0...110), number: pupils)
        pupils += 1
        for (index, basis) in homes[home].guardians {
            guardians[index].children.append(.init(id: ids.next(), pupil: pupil.id, basis: basis))
        }
        return pupil
    }

    /// Six and a half on the first of September of the first year.
    private static func firstBirthDate(inParallel parallel: Int) -> Day {
        let year = SampleYear.name - 7 - parallel
        return Day(year: year, month: 3, day: 1) ?? Day(rawValue: 0)
    }

    private mutating func homeOfSibling(_ parallel: Int, _ chance: inout SeededGenerator) -> Int? {
        guard !homes.isEmpty, chance.happens(20) else { return nil }
        let index = chance.below(homes.count)
        guard homes[index].parallel < parallel, homes[index].children < Self.mostChildren else { return nil }
        homes[index].parallel = parallel
        homes[index].children += 1
        return index
    }

    private mutating func newHome(
        _ parallel: Int, _ ids: inout IDSource, _ chance: inout SeededGenerator
    ) -> Int {
        let household = Household(using: &chance)
        var members: [(Int, GuardianshipBasis)] = []
        switch chance.below(100) {
        case 0..<64:
            members.append((add(household.motherName(using: &chance), &ids, &chance), .parent))
            members.append((add(household.fatherName(using: &chance), &ids, &chance), .parent))
        case 64..<92: members.append((add(household.motherName(using: &chance), &ids, &chance), .parent))
        case 92..<96: members.append((add(household.fatherName(using: &chance), &ids, &chance), .parent))
        default: members.append((add(.any(.female, using: &chance), &ids, &chance), .guardian))
        }
        homes.append(Home(household: household, guardians: members, parallel: parallel))
        return homes.count - 1
    }

    private mutating func add(_ name: FullName, _ ids: inout IDSource, _ chance: inout SeededGenerator) -> Int {
        let login = "\(prefix)-parent-\((guardians.count + 1).padded(4))"
        guardians.append(
            SampleGuardian(
                id: ids.next(), name: name, email: "\(login)@families.example",
                phone:
                    "+7 900 \(number.padded(3))-\((guardians.count / 100).padded(2))-\((guardians.count % 100).padded(2))",
                login: login, hasAccount: chance.happens(70), children: []))
        return guardians.count - 1
    }
}
