/// What a table lists.
enum SheetKind: String, CaseIterable, Hashable, Sendable {
    case pupils
    case staff
    case load

    /// What a heading means in a table of this kind; nil where nothing here asks for it.
    func take(_ heading: SheetHeading) -> SheetHeading? {
        switch self {
        case .pupils: ofPupil(heading)
        case .staff: own(heading, Self.ofStaff)
        case .load: own(heading, Self.ofLoad)
        }
    }

    /// «ФИО учащегося» is «ФИО»; whose a telephone is has to be known.
    private func ofPupil(_ heading: SheetHeading) -> SheetHeading? {
        guard heading.owner != .staff, Self.ofPupils.contains(heading.term) else { return nil }
        let isOwn = heading.owner == .pupil && heading.term != .email && heading.term != .phone
        return isOwn ? SheetHeading(term: heading.term, number: heading.number) : heading
    }

    /// There a person is always one of staff.
    private func own(_ heading: SheetHeading, _ terms: Set<SheetTerm>) -> SheetHeading? {
        guard heading.owner == nil || heading.owner == .staff, heading.number == nil, terms.contains(heading.term)
        else {
            return nil
        }
        return SheetHeading(term: heading.term)
    }

    private static let names: Set<SheetTerm> = [.fullName, .family, .given, .patronymic, .birthDate, .number]
    private static let ofPupils = names.union([
        .schoolClass, .group, .email, .phone, .kinship, .code, .firstDay, .order,
    ])
    private static let ofStaff = names.union([.email, .post, .code])
    private static let ofLoad = names.union([.subject, .schoolClass, .group, .hours])

    /// Without which a table is none of this kind, with the words for it.
    var needed: [(term: SheetTerm, header: String)] {
        switch self {
        case .pupils: [(.birthDate, "Дата рождения"), (.schoolClass, "Класс")]
        case .staff: [(.post, "Должность")]
        case .load: [(.subject, "Предмет"), (.schoolClass, "Класс"), (.hours, "Нагрузка")]
        }
    }

    /// The word for a column with the names.
    var nameHeader: String { self == .load ? "Учитель" : "ФИО" }
}
