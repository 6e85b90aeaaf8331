import School

/// One thing a row says, as it was understood.
struct SheetField: Equatable, Sendable {
    let label: String
    let value: String
    let isPersonal: Bool

    init(_ term: SheetTerm, _ value: String, of whom: String = "") {
        label = term.rawValue + whom
        self.value = value
        isPersonal = term.isPersonal || !term.mayPreview(value)
    }
}

extension SheetPupil {
    var understood: [SheetField] {
        var fields =
            name.understood() + [
                SheetField(.birthDate, "\(birthDate)"), SheetField(.schoolClass, schoolClass.text),
            ]
        fields += groups.map { SheetField(.group, $0) }
        if let code { fields.append(SheetField(.code, code)) }
        if let firstDay { fields.append(SheetField(.firstDay, "\(firstDay)")) }
        if let order { fields.append(SheetField(.order, order)) }
        for (index, one) in representatives.enumerated() { fields += one.understood(index + 1) }
        return fields
    }
}

extension SheetRepresentative {
    fileprivate func understood(_ number: Int) -> [SheetField] {
        let whom = " of representative \(number)"
        var fields = [SheetField(.kinship, "\(basis)", of: whom)] + name.understood(whom)
        if let birthDate { fields.append(SheetField(.birthDate, "\(birthDate)", of: whom)) }
        if let email { fields.append(SheetField(.email, email, of: whom)) }
        if let phone { fields.append(SheetField(.phone, phone, of: whom)) }
        return fields
    }
}

extension SheetStaff {
    var understood: [SheetField] {
        var fields = name.understood() + [SheetField(.post, post)]
        if let email, !email.isEmpty { fields.append(SheetField(.email, email)) }
        if let birthDate { fields.append(SheetField(.birthDate, "\(birthDate)")) }
        if let code { fields.append(SheetField(.code, code)) }
        return fields
    }
}

extension SheetLoad {
    var understood: [SheetField] {
        [
            SheetField(.fullName, teacher), SheetField(.subject, subject),
            SheetField(.schoolClass, classes.map(\.text).joined(separator: ", ")),
        ] + (group.map { [SheetField(.group, $0)] } ?? []) + [SheetField(.hours, SheetText.plain(hours))]
    }
}

extension RosterName {
    fileprivate func understood(_ whom: String = "") -> [SheetField] {
        [SheetField(.family, family, of: whom), SheetField(.given, given, of: whom)]
            + (patronymic.map { [SheetField(.patronymic, $0, of: whom)] } ?? [])
    }
}
