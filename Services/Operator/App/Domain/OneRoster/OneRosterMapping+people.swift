import Foundation
import School

/// Users become staff, pupils and guardians of the schools in which they are that.
extension OneRosterMapping {
    mutating func mapPeople() {
        for user in bundle.users where !user.isRemoved { people[user.id] = MappedPerson(user: user) }
        for user in bundle.users where user.isRemoved {
            remove(.user, user.id, at: RosterPlace(file: OneRosterFile.users.name, line: user.line))
        }
        for role in bundle.roles {
            if role.isRemoved {
                if let id = role.id { remove(.role, id, at: role.place) }
            } else if isInForce(role) {
                note(role)
            } else {
                leaveOut(role)
            }
        }
        // Where somebody only belongs to a district, the classes say which schools are meant.
        for row in bundle.enrollments where !row.isRemoved { noteSchool(of: row) }
        let births = birthDates()
        let described = Set(bundle.roles.map(\.user))
        for user in bundle.users where !user.isRemoved { putPerson(user, births, described) }
        checkBirths()
        checkRoles()
    }

    /// A role that begins later in the school year counts: a bundle of August names those who come in September.
    func isInForce(_ role: OneRosterRole) -> Bool { !isOver(role) && !isBeyond(role) }

    private func isOver(_ role: OneRosterRole) -> Bool { role.endDate.map { $0 <= options.day } ?? false }

    private func isBeyond(_ role: OneRosterRole) -> Bool {
        role.beginDate.map { $0 > options.day && Self.schoolYear(of: $0) > Self.schoolYear(of: options.day) } ?? false
    }

    private mutating func leaveOut(_ role: OneRosterRole) {
        let isOver = isOver(role)
        findings.warn(
            role.place.at(isOver ? "endDate" : "beginDate"),
            (isOver ? role.endDate : role.beginDate).map { .value($0.description) } ?? .nothing,
            expected: isOver
                ? "a day after \(options.day), or none: the role is over, and left out"
                : "a day of the school year of \(options.day): the role is left out")
        if OneRosterPart(role.role) == .pupil { formerPupils.insert(role.user) }
    }

    private mutating func note(_ role: OneRosterRole) {
        let part = OneRosterPart(role.role)
        guard part != .nobody else {
            people[role.user]?.isOther = true
            return findings.warn(
                role.place.at("role"), OneRosterWords.found(role.role),
                expected: "a pupil, a parent or guardian, or staff; others are left out")
        }
        if part.kind == .guardian {
            people[role.user]?.guardianSince.append(role.beginDate.flatMap { $0 > options.day ? $0 : nil })
            // Theirs is the first day that is no more part of it.
            people[role.user]?.guardianTo.append(role.endDate.map { $0 - 1 })
        }
        if let school = school(role.org) {
            people[role.user]?.parts[school, default: []].append(part)
            if people[role.user]?.places[school] == nil { people[role.user]?.places[school] = role.orgPlace }
        } else {
            people[role.user]?.elsewhere.append(part)
        }
    }

    private mutating func noteSchool(of row: OneRosterEnrollment) {
        guard let person = people[row.user], let mapped = classes[row.schoolClass] else { return }
        let part = person.elsewhere.first { part in
            row.role == "student" ? part == .pupil : part.kind == .staff
        }
        guard let part, person.parts[mapped.school]?.contains(part) != true else { return }
        people[row.user]?.parts[mapped.school, default: []].append(part)
        guard person.places[mapped.school] == nil else { return }
        people[row.user]?.places[mapped.school] =
            RosterPlace(file: OneRosterFile.classes.name, line: mapped.row.line).at("schoolSourcedId")
    }

    private func birthDates() -> [String: Day] {
        Dictionary(bundle.births.compactMap { row in row.day.map { (row.user, $0) } }) { first, _ in first }
    }

    private mutating func putPerson(_ user: OneRosterUser, _ births: [String: Day], _ described: Set<String>) {
        guard let person = people[user.id] else { return }
        let place = RosterPlace(file: OneRosterFile.users.name, line: user.line)
        guard person.hasParts else { return notePartless(user, described, place) }
        putStaff(person, place)
        putPupil(person, births, place)
        let isOfNoSchool = person.parts.isEmpty && person.basis == nil
        if isOfNoSchool {
            findings.warn(
                place, .words("somebody of no school"), expected: "a role or class in a school; it is left out")
        }
    }

    /// Nobody knows what this user is.
    private mutating func notePartless(_ user: OneRosterUser, _ described: Set<String>, _ place: RosterPlace) {
        guard bundle.manifest.version == .v1p2 else { return }
        guard !described.contains(user.id) else {
            // What is wrong with each role was said.
            return findings.warn(
                place.at("sourcedId"), .words("a user none of whose roles makes anybody of them here"),
                expected: "a role that does; the user is left out")
        }
        findings.deviate(
            isStrict, place.at("sourcedId"), .words("a user without a row in roles.csv"),
            expected: "one that says what this user is; the user is left out")
    }

    private mutating func putStaff(_ person: MappedPerson, _ place: RosterPlace) {
        for school in person.schools(as: .staff) {
            let posts = (person.parts[school] ?? []).compactMap { part in
                if case .staff(let post) = part { post } else { nil }
            }
            guard let post = posts.first else { continue }
            put(
                .putStaff(id: person.user.id, name: person.user.name, post: post, email: person.user.email),
                in: school, at: place, person.places[school])
        }
    }

    private mutating func putPupil(_ person: MappedPerson, _ births: [String: Day], _ place: RosterPlace) {
        let schools = person.schools(as: .pupil)
        guard !schools.isEmpty else { return }
        let grades = OneRosterGrades(person.user.grades, options.grades)
        guard !grades.isOutside else {
            pupilsLeftOut.insert(person.user.id)
            return findings.warn(
                place.at("grades"), grades.outside.map(OneRosterGradeWords.found) ?? .nothing,
                expected: "grades 1 to 12, or --grade KG=1 for a word that is one here; the pupil is left out")
        }
        let birthDate = births[person.user.id]
        // A delta leaves out what has not changed.
        guard birthDate != nil || mode(.users) == .delta else {
            return findings.refuse(place, .nothing, expected: "the pupil's birthDate, in demographics.csv")
        }
        for school in schools {
            put(
                .putPupil(id: person.user.id, name: person.user.name, birthDate: birthDate), in: school, at: place,
                person.places[school])
        }
    }

    /// A changed birth date comes with the person's row.
    private mutating func checkBirths() {
        let users = Set(bundle.users.map(\.id))
        for row in bundle.births where !row.isRemoved && !users.contains(row.user) && mode(.users) != .bulk {
            findings.deviate(
                isStrict, RosterPlace(file: OneRosterFile.demographics.name, line: row.line, column: "sourcedId"),
                .words("a user who is not in users.csv of this delta"),
                expected: "the user's row there too; it is left out")
        }
    }

    /// A new part comes with the person's row: nobody else knows the name.
    private mutating func checkRoles() {
        guard mode(.users) != .bulk else { return }
        for role in bundle.roles where !role.isRemoved && isInForce(role) && people[role.user] == nil {
            findings.deviate(
                isStrict, role.place.at("userSourcedId"), .words("a user who is not in users.csv of this delta"),
                expected: "the user's row there too; the role is left out")
        }
    }
}
