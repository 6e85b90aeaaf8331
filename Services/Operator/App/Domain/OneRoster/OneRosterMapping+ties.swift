import Foundation
import School

/// Who learns where, and who stands for whom.
extension OneRosterMapping {
    mutating func mapEnrollments() {
        for row in bundle.enrollments {
            let place = RosterPlace(file: OneRosterFile.enrollments.name, line: row.line)
            if row.isRemoved {
                // Whose and where it was the journal knows, also whether it was left out.
                remove(.enrolment, row.id, at: place)
            } else if row.role == "student", !isLeftOut(row, place),
                let school = neededSchool(row.school, at: place.at("schoolSourcedId"))
            {
                putEnrolment(row, school, place)
            }
        }
    }

    private mutating func isLeftOut(_ row: OneRosterEnrollment, _ place: RosterPlace) -> Bool {
        let isOfClass = classesLeftOut.contains(row.schoolClass)
        guard isOfClass || pupilsLeftOut.contains(row.user) else { return false }
        findings.warn(
            place.at(isOfClass ? "classSourcedId" : "userSourcedId"), .words("a class or pupil that is left out"),
            expected: "one that is not; so is this")
        return true
    }

    private mutating func putEnrolment(_ row: OneRosterEnrollment, _ school: UUID, _ place: RosterPlace) {
        let mapped = classes[row.schoolClass]
        guard mapped == nil || mapped?.school == school else {
            return findings.refuse(
                place.at("schoolSourcedId"), .value(row.school), expected: "the school of the class")
        }
        guard mapped != nil || mode(.classes) != .bulk else {
            return findings.warn(
                place.at("classSourcedId"), .words("a class that is left out"), expected: "one that is not; so is this")
        }
        let isPupilHere = described(row.user)?.parts[school]?.contains(.pupil)
        let isFormer = formerPupils.contains(row.user) && isPupilHere != true
        guard !isFormer else {
            return findings.warn(
                place.at("userSourcedId"), .words("a student whose role does not hold on \(options.day)"),
                expected: "one whose role does; so is this left out")
        }
        guard isPupilHere ?? (described(row.user) == nil && mode(.users) != .bulk) else {
            return findings.deviate(
                isStrict, place.at("userSourcedId"), .words("a user who is no student of this school"),
                expected: "a student; the row is left out")
        }
        // What a class is that only an earlier bundle described, the journal knows: the group of a whole class
        // stands for the class.
        let target: RosterTarget = mapped?.isHomeroom ?? false ? .schoolClass(row.schoolClass) : .group(row.schoolClass)
        put(
            .putEnrolment(
                id: row.id, pupil: row.user, target: target, firstDay: row.beginDate,
                // Theirs is the first day that is no more part of it.
                lastDay: row.endDate.map { $0 - 1 }, orderNumber: nil),
            in: school, at: place)
    }

    // MARK: - Guardians

    /// Who stands for whom, by the pupil's row or the adult's, whichever says it.
    struct Tie: Hashable {
        let pupil: String
        let guardian: String
    }

    mutating func mapGuardianships() {
        var ties: [Tie: RosterPlace] = [:]
        var order: [Tie] = []
        for user in bundle.users where !user.isRemoved {
            let place = RosterPlace(file: OneRosterFile.users.name, line: user.line, column: "agentSourcedIds")
            for agent in user.agents {
                guard let tie = tie(user.id, agent, place), ties.updateValue(place, forKey: tie) == nil else {
                    continue
                }
                order.append(tie)
            }
        }
        var schools: [String: Set<UUID>] = [:]
        for tie in order {
            guard let place = ties[tie] else { continue }
            let here = self.schools(of: tie)
            if here.isEmpty { refuseTieOfNoSchool(place) }
            schools[tie.guardian, default: []].formUnion(here)
            for school in here { putGuardianship(tie, in: school, at: place) }
        }
        putGuardians(schools)
        endOtherGuardianships(than: order, schools)
    }

    private mutating func refuseTieOfNoSchool(_ place: RosterPlace) {
        guard mode(.users) == .delta else { return }
        findings.deviate(
            isStrict, place, .words("a tie of which this delta does not say in what school"),
            expected: "a school among the roles of either; the tie is left out")
    }

    private mutating func tie(_ user: String, _ agent: String, _ place: RosterPlace) -> Tie? {
        guard !pupilsLeftOut.contains(user), !pupilsLeftOut.contains(agent) else { return nil }
        let candidates = [Tie(pupil: user, guardian: agent), Tie(pupil: agent, guardian: user)]
        guard let tie = candidates.first(where: { isPossible($0) }) else {
            findings.warn(
                place, .words("a tie between others than a student and a parent or guardian"),
                expected: "such a tie; it is left out")
            return nil
        }
        guard people[tie.guardian]?.user.isEnabled ?? true else {
            findings.warn(
                place, .words("an adult with enabledUser false"),
                expected: "one who may see a child's diary; the tie is left out")
            return nil
        }
        return tie
    }

    /// Whoever a delta does not describe may be what the other one is not.
    private func isPossible(_ tie: Tie) -> Bool {
        let isDelta = mode(.users) == .delta
        let pupil = described(tie.pupil).map(\.isPupil) ?? isDelta
        let guardian = described(tie.guardian).map { $0.basis != nil } ?? isDelta
        return pupil && guardian
    }

    private func schools(of tie: Tie) -> [UUID] {
        described(tie.pupil)?.schools(as: .pupil) ?? people[tie.guardian]?.schools(as: .guardian) ?? []
    }

    private mutating func putGuardianship(_ tie: Tie, in school: UUID, at place: RosterPlace) {
        put(
            .putGuardianship(
                id: "\(tie.pupil) \(tie.guardian)", guardian: tie.guardian, pupil: tie.pupil,
                basis: described(tie.guardian)?.basis, firstDay: described(tie.guardian)?.guardianFrom,
                lastDay: described(tie.guardian)?.guardianUntil),
            in: school, at: place, (described(tie.pupil) ?? people[tie.guardian])?.places[school])
    }

    /// Adults are taken where they have a child; a delta may tell of one whose child it does not name.
    private mutating func putGuardians(_ schools: [String: Set<UUID>]) {
        for user in bundle.users where !user.isRemoved {
            guard let person = people[user.id], person.basis != nil else { continue }
            // An adult whom a delta bars is no guardian any more, whatever a child's row says later.
            guard user.isEnabled || mode(.users) != .delta else { continue }
            let place = RosterPlace(file: OneRosterFile.users.name, line: user.line)
            let all = self.schools(ofGuardian: person, schools)
            if all.isEmpty {
                findings.warn(
                    place, .words("an adult who stands for no pupil"),
                    expected: "agentSourcedIds in one of the two rows; the adult is left out")
            }
            for school in all {
                put(
                    .putGuardian(id: user.id, name: user.name, email: user.email, phone: user.phone), in: school,
                    at: place, person.places[school])
            }
        }
    }

    /// - Parameter ofTies: where each guardian's pupils are.
    func schools(ofGuardian person: MappedPerson, _ ofTies: [String: Set<UUID>]) -> [UUID] {
        let own = mode(.users) == .delta ? person.schools(as: .guardian) : []
        return (ofTies[person.user.id] ?? []).union(own).sorted { $0.uuidString < $1.uuidString }
    }
}
