/// What an adult is to a pupil.
enum Kinship: Hashable, Sendable {
    /// Who stands for the pupil by law.
    case represents(GuardianshipBasis)
    /// A grandmother or a brother may love a child, and represents nobody.
    case relative
}

extension SheetValues {
    static func kinship(_ value: SheetValue) -> SheetVerdict<Kinship> {
        let words = SheetText.fold(value.text).split { !$0.isLetter }.map(String.init)
        let all = Set(words.compactMap { kinships[$0] })
        // «Опекун (бабушка)»: what counts is by what right.
        let found = all.count > 1 ? all.subtracting([.relative]) : all
        guard found.count == 1, let first = found.first else {
            return .wrong("мать, отец, родитель, усыновитель, опекун or попечитель")
        }
        return .fine(first)
    }

    /// Whether every word of it is one of these.
    static func isKinship(_ text: String) -> Bool {
        let words = SheetText.fold(text).split { !$0.isLetter }
        return !words.isEmpty && words.allSatisfy { kinships[String($0)] != nil }
    }

    private static let kinships: [String: Kinship] = [
        "мать": .represents(.parent), "мама": .represents(.parent), "отец": .represents(.parent),
        "папа": .represents(.parent), "родитель": .represents(.parent), "родительница": .represents(.parent),
        "усыновитель": .represents(.adopter), "удочеритель": .represents(.adopter),
        "опекун": .represents(.guardian), "попечитель": .represents(.trustee),
        "бабушка": .relative, "дедушка": .relative, "брат": .relative, "сестра": .relative, "тетя": .relative,
        "дядя": .relative, "отчим": .relative, "мачеха": .relative, "родственник": .relative,
        "родственница": .relative, "няня": .relative,
    ]
}
