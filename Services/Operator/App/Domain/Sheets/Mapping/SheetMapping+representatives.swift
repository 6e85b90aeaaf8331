import School

/// Who stands for pupils. Siblings share their parents; namesakes do not: whoever is taken for another sees that one's
/// child, so what is not certain is refused.
extension SheetMapping {
    /// One adult of all rows in which they stand.
    private struct Adult {
        let key: PersonKey
        let name: RosterName
        var birthDate: Day?
        var email: (text: String, place: RosterPlace)?
        var phone: (text: String, place: RosterPlace)?
        let place: RosterPlace
        /// Of what the lists say something, be it that there is none.
        var said: Set<SheetTerm> = []
        var ties: [(pupil: String, basis: GuardianshipBasis, place: RosterPlace)] = []

        init(_ one: SheetRepresentative) {
            key = PersonKey(one.name)
            name = one.name
            place = one.place
            birthDate = one.birthDate
        }

        /// Nil: as it is; empty: none.
        func contact(_ term: SheetTerm, _ known: (text: String, place: RosterPlace)?) -> String? {
            known?.text ?? (said.contains(term) ? "" : nil)
        }
    }

    mutating func mapRepresentatives(of pupils: [SheetPupil], _ ids: [String]) {
        var adults: [Adult] = []
        var byName: [PersonKey: [Int]] = [:]
        for (pupil, id) in zip(pupils, ids) {
            for one in pupil.representatives {
                let key = PersonKey(one.name)
                let index = find(one, among: byName[key] ?? [], adults) ?? adults.count
                if index == adults.count {
                    adults.append(Adult(one))
                    byName[key, default: []].append(index)
                }
                note(one, of: id, on: &adults[index])
            }
        }
        for adult in adults { put(adult, isAlone: byName[adult.key]?.count == 1) }
    }

    private mutating func put(_ adult: Adult, isAlone: Bool) {
        let id = ids.person(.guardian, adult.key, isAlone ? nil : adult.birthDate, code: nil)
        put(
            .putGuardian(
                id: id, name: adult.name, email: adult.contact(.email, adult.email),
                phone: adult.contact(.phone, adult.phone)),
            at: adult.place)
        for tie in adult.ties {
            put(
                .putGuardianship(
                    id: "\(tie.pupil) \(id)", guardian: id, pupil: tie.pupil, basis: tie.basis, firstDay: nil),
                at: tie.place)
        }
    }

    /// The adult of earlier rows who this is; nil for somebody new.
    private mutating func find(_ one: SheetRepresentative, among indices: [Int], _ adults: [Adult]) -> Int? {
        if let same = indices.first(where: { isSame(one, adults[$0]) }) { return same }
        let doubtful = indices.first { index in
            one.birthDate == nil || adults[index].birthDate == nil
        }
        guard let doubtful else { return nil }
        findings.refuse(
            one.place,
            .words("the name of the representative in \(adults[doubtful].place.named(from: one.place))"),
            expected: "the same e-mail or telephone in both rows if this is one person, or birth dates if they are two")
        return nil
    }

    private func isSame(_ one: SheetRepresentative, _ adult: Adult) -> Bool {
        if let birthDate = one.birthDate, let other = adult.birthDate { return birthDate == other }
        let hasMail = one.email.map { $0.lowercased() == adult.email?.text.lowercased() } ?? false
        let hasPhone = one.phone.map { phone in
            adult.phone.map { SheetValues.dialled($0.text) == SheetValues.dialled(phone) } ?? false
        }
        return hasMail || hasPhone ?? false
    }

    private mutating func note(_ one: SheetRepresentative, of pupil: String, on adult: inout Adult) {
        if let earlier = adult.ties.first(where: { $0.pupil == pupil }) {
            findings.refuse(
                one.place, .words("the representative of \(earlier.place.named(from: one.place))"),
                expected: "each representative of a pupil once")
        } else {
            adult.ties.append((pupil, one.basis, one.place))
        }
        adult.birthDate = adult.birthDate ?? one.birthDate
        adult.said.formUnion([SheetTerm.email, .phone].filter(one.says))
        if let email = one.email {
            check(email.lowercased() == adult.email?.text.lowercased(), adult.email?.place, one.place(.email), "e-mail")
            adult.email = adult.email ?? (email, one.place(.email))
        }
        if let phone = one.phone {
            let known = adult.phone.map { SheetValues.dialled($0.text) }
            check(SheetValues.dialled(phone) == known, adult.phone?.place, one.place(.phone), "telephone")
            adult.phone = adult.phone ?? (phone, one.place(.phone))
        }
    }

    /// - Parameter earlier: where the same person's stood before, if it did.
    private mutating func check(_ isSame: Bool, _ earlier: RosterPlace?, _ place: RosterPlace, _ what: String) {
        guard let earlier, !isSame else { return }
        findings.refuse(
            place, .words("another \(what) than in \(earlier.named(from: place))"),
            expected: "the same in each row of one person")
    }
}
