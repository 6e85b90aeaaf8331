import School

/// A row of a list of pupils.
struct SheetPupil: Sendable {
    let line: SheetLine
    let name: RosterName
    let birthDate: Day
    let schoolClass: ClassName
    /// Groups of the class, as they are called in it.
    var groups: [String]
    let code: String?
    let firstDay: Day?
    let order: String?
    var representatives: [SheetRepresentative]

    /// Nil for a row that says too little; that was noted.
    init?(_ line: SheetLine, _ findings: inout RosterFindings) {
        let columns = line.layout.columns
        let name = line.name(columns, &findings)
        let birthDate = line.needed(columns[.birthDate], .birthDate, &findings, SheetValues.date)
        let schoolClass = line.schoolClass(&findings)
        let groups = line.value(columns[.group], .group, &findings, SheetValues.words(upTo: 200))
        self.line = line
        self.groups = groups.map(Self.parted) ?? []
        code = line.value(columns[.code], .code, &findings, SheetValues.words(upTo: 100))
        firstDay = line.value(columns[.firstDay], .firstDay, &findings, SheetValues.date)
        order = line.value(columns[.order], .order, &findings, SheetValues.words(upTo: 100))
        var adults: [SheetRepresentative] = []
        for columns in line.layout.representatives {
            if let one = SheetRepresentative(line, columns, &findings) { adults.append(one) }
        }
        representatives = adults
        guard let name, let birthDate, let schoolClass else { return nil }
        self.name = name
        self.birthDate = birthDate
        self.schoolClass = schoolClass
    }

    private static func parted(_ text: String) -> [String] {
        text.split { [",", ";"].contains($0) }.map { SheetText.clean(String($0)) }.filter { !$0.isEmpty }
    }
}

/// An adult beside a pupil.
struct SheetRepresentative: Sendable {
    let line: SheetLine
    let columns: RepresentativeColumns
    let name: RosterName
    let basis: GuardianshipBasis
    let birthDate: Day?
    let email: String?
    let phone: String?

    func place(_ term: SheetTerm) -> RosterPlace { line.place(columns.columns[term]) }
    /// Whether the list has a column for it: where it has none, it says nothing of it.
    func says(_ term: SheetTerm) -> Bool { columns.columns[term] != nil }
    var place: RosterPlace { line.place(columns.columns[.fullName] ?? columns.columns[.family]) }

    /// Nil where nobody is named, or nobody who represents the pupil.
    init?(_ line: SheetLine, _ columns: RepresentativeColumns, _ findings: inout RosterFindings) {
        let all = columns.columns
        guard all.contains(where: { $0.key != .kinship && line.has($0.value) }) else { return nil }
        guard let basis = Self.basis(line, columns, &findings) else { return nil }
        let name = line.name(all, &findings)
        self.line = line
        self.columns = columns
        self.basis = basis
        birthDate = line.value(all[.birthDate], .birthDate, &findings, SheetValues.date)
        email = line.value(all[.email], .email, &findings, SheetValues.email)
        phone = line.value(all[.phone], .phone, &findings, SheetValues.phone)
        guard let name else { return nil }
        self.name = name
    }

    private static func basis(
        _ line: SheetLine, _ columns: RepresentativeColumns, _ findings: inout RosterFindings
    ) -> GuardianshipBasis? {
        let column = columns.columns[.kinship]
        if let basis = columns.owner.basis, !line.has(column) { return basis }
        switch line.needed(column, .kinship, &findings, SheetValues.kinship) {
        case .represents(let basis): return basis
        case .relative:
            findings.warn(
                line.place(column), .words("a relative who represents nobody by law"),
                expected: "a parent, an adopter, «опекун» or «попечитель»; the adult is left out")
            return nil
        case nil: return nil
        }
    }
}

extension SheetLine {
    /// The pupil's class, of its column or of a sheet that is called so.
    fileprivate func schoolClass(_ findings: inout RosterFindings) -> ClassName? {
        if let name = layout.classOfSheet { return name }
        let column = layout.columns[.schoolClass]
        let name = needed(column, .schoolClass, &findings, SheetValues.schoolClass)
        if let name { noteLatin([name], &findings) }
        return name
    }

    func noteLatin(_ names: [ClassName], _ findings: inout RosterFindings) {
        for name in names where name.wasLatin {
            findings.warn(
                place(.schoolClass), .words("a Latin letter"),
                expected: "the Russian one that looks like it; it is taken for «\(name.text)»")
        }
    }
}
