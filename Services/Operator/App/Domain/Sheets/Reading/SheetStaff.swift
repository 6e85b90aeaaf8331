import School

/// A row of a list of staff.
struct SheetStaff: Sendable {
    let line: SheetLine
    let name: RosterName
    let post: String
    /// Nil where the list has no column for it; empty: none.
    let email: String?
    let birthDate: Day?
    let code: String?

    /// Nil for a row that says too little; that was noted.
    init?(_ line: SheetLine, _ findings: inout RosterFindings) {
        let columns = line.layout.columns
        let name = line.name(columns, &findings)
        let post = line.needed(columns[.post], .post, &findings, SheetValues.words(upTo: 200))
        self.line = line
        let email = line.value(columns[.email], .email, &findings, SheetValues.email)
        self.email = columns[.email] == nil ? nil : email ?? ""
        birthDate = line.value(columns[.birthDate], .birthDate, &findings, SheetValues.date)
        code = line.value(columns[.code], .code, &findings, SheetValues.words(upTo: 100))
        guard let name, let post else { return nil }
        self.name = name
        self.post = post
    }
}

/// A row of a load list: who teaches what to whom, and how many hours a week.
struct SheetLoad: Sendable {
    let line: SheetLine
    /// As it stands, in full or with initials.
    let teacher: String
    let birthDate: Day?
    let subject: String
    let classes: [ClassName]
    /// A part of the class, or of the classes.
    let group: String?
    let hours: Double

    /// Nil for a row that says too little; that was noted.
    init?(_ line: SheetLine, _ findings: inout RosterFindings) {
        let columns = line.layout.columns
        let teacher = line.teacher(&findings)
        let subject = line.needed(columns[.subject], .subject, &findings, SheetValues.words(upTo: 200))
        let classes = line.needed(columns[.schoolClass], .schoolClass, &findings, SheetValues.classes)
        let hours = line.needed(columns[.hours], .hours, &findings, SheetValues.hours)
        self.line = line
        birthDate = line.value(columns[.birthDate], .birthDate, &findings, SheetValues.date)
        group = line.value(columns[.group], .group, &findings, SheetValues.words(upTo: 60))
        guard let teacher, let subject, let classes, let hours else { return nil }
        line.noteLatin(classes, &findings)
        self.teacher = teacher
        self.subject = subject
        self.classes = classes
        self.hours = hours
    }

    var teacherPlace: RosterPlace {
        let columns = line.layout.columns
        return line.place(columns[.fullName] ?? columns[.family])
    }
}

extension SheetLine {
    /// Initials will do: the list of staff says who is meant.
    fileprivate func teacher(_ findings: inout RosterFindings) -> String? {
        let columns = layout.columns
        guard columns[.family] != nil, columns[.given] != nil else {
            return needed(columns[.fullName], .fullName, &findings, SheetValues.words(upTo: 300))
        }
        return name(columns, &findings).map { name in
            [name.family, name.given, name.patronymic ?? ""].joined(separator: " ")
        }
    }
}
