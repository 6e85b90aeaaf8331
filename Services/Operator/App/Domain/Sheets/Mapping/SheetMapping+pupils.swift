import School

/// Pupils, where they learn, and who stands for them.
extension SheetMapping {
    /// A child has been to school neither before nor after these years of age.
    private static let ages = 5...25

    mutating func map(_ pupils: [SheetPupil], hasLoad: Bool) {
        let pupils = joined(pupils)
        let people = pupils.map {
            SheetPerson(key: PersonKey($0.name), birthDate: $0.birthDate, code: $0.code, place: $0.line.place)
        }
        checkNumbers(people)
        let ids = people.map { self.ids.person(.pupil, $0.key, $0.birthDate, code: $0.code) }
        for (pupil, id) in zip(pupils, ids) {
            checkAge(of: pupil)
            put(.putPupil(id: id, name: pupil.name, birthDate: pupil.birthDate), at: pupil.line.place)
            enrol(pupil, id, hasLoad)
        }
        noteGroupsWithoutPupils(pupils)
        mapRepresentatives(of: pupils, ids)
    }

    // MARK: - Several rows of one pupil

    /// One for each pupil: a list may have a row for each representative.
    private mutating func joined(_ pupils: [SheetPupil]) -> [SheetPupil] {
        var places: [String: Int] = [:]
        var all: [SheetPupil] = []
        for pupil in pupils {
            let id = ids.person(.pupil, PersonKey(pupil.name), pupil.birthDate, code: pupil.code)
            guard let index = places[id] else {
                places[id] = all.count
                all.append(pupil)
                continue
            }
            if isOne(pupil, all[index]) {
                all[index].representatives += pupil.representatives
                let known = Set(all[index].groups)
                all[index].groups += pupil.groups.filter { !known.contains($0) }
            } else {
                findings.refuse(
                    pupil.line.place, .words("the pupil of \(all[index].line.place.named(from: pupil.line.place))"),
                    expected: "one row for each pupil, or in each of several another representative")
            }
        }
        return all
    }

    private func isOne(_ pupil: SheetPupil, _ first: SheetPupil) -> Bool {
        let known = Set(first.representatives.map { PersonKey($0.name) })
        return PersonKey(pupil.name) == PersonKey(first.name) && pupil.birthDate == first.birthDate
            && pupil.schoolClass == first.schoolClass && !pupil.representatives.isEmpty
            && pupil.representatives.allSatisfy { !known.contains(PersonKey($0.name)) }
    }

    /// A pupil with a number and one of the same name and birth date without are not told apart by it.
    private mutating func checkNumbers(_ people: [SheetPerson]) {
        var seen: [PersonKey: [SheetPerson]] = [:]
        for person in people {
            let alike = seen[person.key]?.first { other in
                other.birthDate == person.birthDate && (other.code == nil || person.code == nil)
            }
            seen[person.key, default: []].append(person)
            guard let alike else { continue }
            findings.refuse(
                person.place, .words("the pupil of \(alike.place.named(from: person.place))"),
                expected: "a number in both rows that tells them apart, or one row")
        }
    }

    private mutating func checkAge(of pupil: SheetPupil) {
        let age = options.day.calendar.year - pupil.birthDate.calendar.year
        guard !Self.ages.contains(age) else { return }
        findings.refuse(
            pupil.line.place(.birthDate), .words("a pupil of about \(age) years"),
            expected: "\(Self.ages.lowerBound) to \(Self.ages.upperBound)")
    }

    // MARK: - Where they learn

    private mutating func enrol(_ pupil: SheetPupil, _ id: String, _ hasLoad: Bool) {
        let place = pupil.line.place(.schoolClass)
        let schoolClass = name(pupil.schoolClass, at: place)
        // Called after the pupil alone: who goes to another class is moved, not gone and new.
        put(
            .putEnrolment(
                id: id, pupil: id, target: .schoolClass(schoolClass), firstDay: pupil.firstDay, lastDay: nil,
                orderNumber: pupil.order),
            at: place)
        for group in pupil.groups { enrol(pupil, id, inGroup: group, hasLoad) }
    }

    private mutating func enrol(_ pupil: SheetPupil, _ id: String, inGroup text: String, _ hasLoad: Bool) {
        let place = pupil.line.place(.group)
        let own = SheetGroup([pupil.schoolClass], text)
        let group = loadGroups.first { $0.folded == own.folded && $0.classes.contains(pupil.schoolClass) }
        guard group != nil || !hasLoad else {
            return findings.refuse(
                place, SheetTerm.group.found(.text(text)),
                expected: "a group that the load list has in «\(pupil.schoolClass.text)»")
        }
        // Without the load list it is one of an earlier list; the journal knows.
        let groupID = SheetID.group(group ?? own, options.schoolYear)
        put(
            .putEnrolment(
                id: "\(id) \(groupID)", pupil: id, target: .group(groupID), firstDay: nil, lastDay: nil,
                orderNumber: nil),
            at: place)
    }

    /// A group in which nobody is has a journal without pupils.
    private mutating func noteGroupsWithoutPupils(_ pupils: [SheetPupil]) {
        guard !loadGroups.isEmpty, pupils.allSatisfy(\.groups.isEmpty), let first = pupils.first else { return }
        findings.warn(
            first.line.layout.table.place(), .words("no pupil in any group of the load list"),
            expected: "«Группа» with what it calls them; the groups stay empty")
    }
}
