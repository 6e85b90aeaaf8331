import School

/// What things of sheets are called. Rows have no ids, so each is called by what tells it from others.
///
/// - A pupil is known by family name, name, patronymic and birth date; «ё» and «е», capitals and blanks do not matter.
/// - A member of staff and a representative are known by the three names; where several bear the same, by the birth
///   date too, and then all of them.
/// - Where there is a column «№ личного дела», «Табельный номер» or «Личный код», whoever has a number there is known
///   by it alone.
///
/// So a name that is written otherwise in the next list, be it mended or changed by marriage, is somebody else: who
/// bore the old one ends, with enrolments and guardianships, and a new person begins, to whom no mark, account or
/// lesson of the old one belongs. The same holds for a pupil's mended birth date, and for a member of staff who gets a
/// namesake. A dry run shows it as one ended and one new. With a number of one's own a name can change and the person
/// stays; the column must be there from the first import on, as one that comes later makes everybody new.
///
/// What is in an id of a person is digested: the journal keeps such ids, and they are to tell nobody's name.
struct SheetID: Sendable {
    let digest: @Sendable (String) -> String

    /// - Parameter birthDate: nil where the names alone tell a person from others.
    func person(_ kind: RosterKind, _ key: PersonKey, _ birthDate: Day?, code: String?) -> String {
        let known = code.map { ["code", SheetText.fold($0)] } ?? ["name", key.text, birthDate?.description ?? ""]
        return digest((["\(kind.rawValue)"] + known).joined(separator: "\u{241F}"))
    }

    /// Of a class, and of the group of the whole of it.
    static func schoolClass(_ name: ClassName, _ year: Int) -> String { "\(year) \(name.text)" }

    /// Of a part of a class, or of pupils of several.
    static func group(_ group: SheetGroup, _ year: Int) -> String {
        let classes = group.classes.map(\.text).joined(separator: "+")
        return "\(year) \(classes)" + (group.folded.isEmpty ? "" : " \(group.folded)")
    }

    /// A course is one parallel's: what it asks of a journal differs from one to the next.
    static func course(_ subject: String, _ parallel: Int) -> String { "\(parallel) \(SheetText.fold(subject))" }
}

/// Those who are taught together and are no whole class.
struct SheetGroup: Hashable, Sendable {
    /// In order.
    let classes: [ClassName]
    /// As the class calls it; empty where several classes are taught as one.
    let folded: String

    init(_ classes: [ClassName], _ name: String) {
        self.classes = Set(classes).sorted { ($0.parallel, $0.letter) < ($1.parallel, $1.letter) }
        folded = SheetText.fold(name)
    }
}
