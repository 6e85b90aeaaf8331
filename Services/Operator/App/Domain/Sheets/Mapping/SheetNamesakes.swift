import School

/// Somebody of a list, and what tells them from others.
struct SheetPerson {
    let key: PersonKey
    let birthDate: Day?
    let code: String?
    let place: RosterPlace
}

/// Tells those apart who bear one name.
extension SheetMapping {
    /// The ids of the people of a list, in its order.
    mutating func identify(_ people: [SheetPerson], as kind: RosterKind) -> [String] {
        var codes: [String: RosterPlace] = [:]
        var byName: [PersonKey: [SheetPerson]] = [:]
        for person in people {
            if let code = person.code {
                if let earlier = codes.updateValue(person.place, forKey: SheetText.fold(code)) {
                    findings.refuse(
                        person.place, .words("the number of the person in \(earlier.named(from: person.place))"),
                        expected: "a number of their own for each person")
                }
            } else {
                tellApart(person, from: byName[person.key] ?? [])
                byName[person.key, default: []].append(person)
            }
        }
        return people.map { person in
            let isAlone = byName[person.key]?.count ?? 1 == 1
            return ids.person(kind, person.key, isAlone ? nil : person.birthDate, code: person.code)
        }
    }

    private mutating func tellApart(_ person: SheetPerson, from earlier: [SheetPerson]) {
        let alike = earlier.first { other in
            guard let one = person.birthDate, let another = other.birthDate else { return true }
            return one == another
        }
        guard let alike else { return }
        findings.refuse(
            person.place, .words("the name of the person in \(alike.place.named(from: person.place))"),
            expected: "one row for each person, or «Дата рождения» in both that tells namesakes apart")
    }
}
