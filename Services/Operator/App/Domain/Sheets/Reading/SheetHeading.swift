/// What a column tells.
enum SheetTerm: String, Hashable, Sendable {
    case fullName = "full name"
    case family = "family name"
    case given = "given name"
    case patronymic
    case birthDate = "birth date"
    case schoolClass = "class"
    case group
    case email = "e-mail"
    case phone = "telephone"
    case kinship
    case post
    case subject
    case hours
    case code = "number by which the person is known"
    case firstDay = "first day in the class"
    case order = "number of the order"
    /// Of the row: it says nothing.
    case number = "number of the row"

    var isPersonal: Bool {
        switch self {
        case .schoolClass, .group, .post, .subject, .hours, .order, .kinship, .firstDay, .number: false
        default: true
        }
    }
}

/// Of whom a column tells.
enum SheetOwner: String, Hashable, Sendable {
    case pupil
    case staff = "teacher"
    case mother
    case father
    case parent
    /// Who stands for a pupil by a right that another column names.
    case representative
    case guardian
    case trustee
    case adopter

    /// What a representative's column itself says of the right; nil where another has to.
    var basis: GuardianshipBasis? {
        switch self {
        case .mother, .father, .parent: .parent
        case .adopter: .adopter
        case .guardian: .guardian
        case .trustee: .trustee
        case .representative, .pupil, .staff: nil
        }
    }

    var isRepresentative: Bool { self != .pupil && self != .staff }
}

/// What a header means: «Телефон матери», «ФИО представителя 2».
struct SheetHeading: Hashable, Sendable {
    let term: SheetTerm
    var owner: SheetOwner?
    /// Where there are several of a kind.
    var number: Int?

    init(term: SheetTerm, owner: SheetOwner? = nil, number: Int? = nil) {
        self.term = term
        self.owner = owner
        self.number = number
    }

    /// Nil where a header means nothing here.
    init?(_ header: String) {
        var (owners, rest): (Set<SheetOwner>, [String]) = ([], [])
        for word in Self.words(header) {
            if let owner = SheetVocabulary.owners[word] {
                owners.insert(owner)
            } else if let number = Int(word), (1...9).contains(number) {
                self.number = number
            } else if !SheetVocabulary.fillers.contains(word) {
                rest.append(word)
            }
        }
        owner = Self.one(of: owners)
        let phrase = rest.joined(separator: " ")
        guard let term = phrase.isEmpty ? Self.bare(owner) : SheetVocabulary.terms[phrase] else { return nil }
        self.term = term
        // «Степень родства с ребёнком»: of whom else.
        if term == .kinship, owner == .pupil { owner = nil }
    }

    /// «Родитель (законный представитель)» may be either.
    private static func one(of owners: Set<SheetOwner>) -> SheetOwner? {
        let representatives = owners.filter(\.isRepresentative)
        if representatives.count > 1 { return .representative }
        return representatives.first ?? owners.first
    }

    /// «Мать» alone is her name, «№» alone the row's number.
    private static func bare(_ owner: SheetOwner?) -> SheetTerm { owner == nil ? .number : .fullName }

    private static func words(_ header: String) -> [String] {
        SheetText.fold(header).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
