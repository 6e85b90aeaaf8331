import Foundation
import Testing

@testable import Operator

@Suite struct NameTests {
    @Test(arguments: [
        ("Иванов", "Иванова"), ("Васильев", "Васильева"), ("Ковалёв", "Ковалёва"), ("Дубинин", "Дубинина"),
        ("Белый", "Белая"), ("Левицкий", "Левицкая"), ("Бережной", "Бережная"), ("Шевченко", "Шевченко"),
        ("Черных", "Черных"), ("Оганесян", "Оганесян"), ("Бондарь", "Бондарь"), ("Щербина", "Щербина"),
    ])
    func aWomanBearsTheFemaleForm(male: String, female: String) {
        let name = FamilyName(male: male)
        #expect(name.form(.male) == male)
        #expect(name.form(.female) == female)
    }

    @Test func everyFamilyNameStandsOnceAndEndsAsItsGenderAsks() {
        let names = FamilyName.all.map(\.male)
        #expect(Set(names).count == names.count)
        for name in FamilyName.all where name.form(.female) != name.male {
            #expect(
                name.form(.female).hasSuffix("ва") || name.form(.female).hasSuffix("на")
                    || name.form(.female).hasSuffix("ая"))
        }
    }

    @Test(arguments: GivenNames.men.map { ($0.given, $0.patronymic(.male), $0.patronymic(.female)) })
    func aPatronymicFollowsTheFathersName(given: String, son: String, daughter: String) {
        #expect(son.hasSuffix("ич"))
        #expect(daughter.hasSuffix("вна") || daughter.hasSuffix("чна"))
        #expect(son.first == given.first && daughter.first == given.first)
        // «Ильич» – «Ильинична», «Петрович» – «Петровна»: the same stem.
        #expect(son.commonPrefix(with: daughter).count >= son.count - 2)
    }

    @Test func namesOfOneFamilyAgree() {
        for seed in 0..<200 {
            var chance = SeededGenerator(seed: UInt64(seed))
            let home = Household(using: &chance)
            let (son, daughter) = (home.child(.male, using: &chance), home.child(.female, using: &chance))
            let (father, mother) = (home.fatherName(using: &chance), home.motherName(using: &chance))
            #expect(son.family == home.family.male && father.family == son.family)
            #expect(daughter.family == home.family.form(.female) && mother.family == daughter.family)
            #expect(son.patronymic == home.father.patronymic(.male))
            #expect(daughter.patronymic == home.father.patronymic(.female))
            #expect(father.given == home.father.given && father.patronymic.hasSuffix("ич"))
            #expect(GivenNames.women.contains(mother.given) && mother.patronymic.hasSuffix("на"))
        }
    }

    @Test func namesAreDistinct() {
        #expect(Set(GivenNames.women).count == GivenNames.women.count)
        #expect(Set(GivenNames.men.map(\.given)).count == GivenNames.men.count)
    }
}
