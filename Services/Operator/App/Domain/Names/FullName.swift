/// A person's name as a card has it.
struct FullName: Hashable, Sendable {
    let family: String
    let given: String
    let patronymic: String
}

/// People who belong together: a family name, and the father whose patronymic the children bear.
struct Household: Sendable {
    let family: FamilyName
    let father: FatherName

    init(using chance: inout SeededGenerator) {
        family = chance.pick(FamilyName.all)
        father = chance.pick(GivenNames.men)
    }

    func child(_ gender: Gender, using chance: inout SeededGenerator) -> FullName {
        FullName(
            family: family.form(gender), given: FullName.given(gender, using: &chance),
            patronymic: father.patronymic(gender))
    }

    func fatherName(using chance: inout SeededGenerator) -> FullName {
        FullName(
            family: family.form(.male), given: father.given, patronymic: chance.pick(GivenNames.men).patronymic(.male))
    }

    func motherName(using chance: inout SeededGenerator) -> FullName {
        FullName(
            family: family.form(.female), given: chance.pick(GivenNames.women),
            patronymic: chance.pick(GivenNames.men).patronymic(.female))
    }
}

extension FullName {
    /// Somebody's, of this gender.
    static func any(_ gender: Gender, using chance: inout SeededGenerator) -> FullName {
        FullName(
            family: chance.pick(FamilyName.all).form(gender), given: given(gender, using: &chance),
            patronymic: chance.pick(GivenNames.men).patronymic(gender))
    }

    fileprivate static func given(_ gender: Gender, using chance: inout SeededGenerator) -> String {
        switch gender {
        case .male: chance.pick(GivenNames.men).given
        case .female: chance.pick(GivenNames.women)
        }
    }
}
