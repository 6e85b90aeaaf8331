import Foundation
import School

/// A row of a delta is all there is to say of somebody. Whom its list of agents names no more has no tie any more: who
/// stood for a child would go on reading the diary. A list without anybody tells nothing, as many senders fill it on one
/// side alone.
extension OneRosterMapping {
    /// - Parameters:
    ///   - ties: those that the bundle names, by either's row.
    ///   - schools: where each guardian's pupils are.
    mutating func endOtherGuardianships(than ties: [Tie], _ schools: [String: Set<UUID>]) {
        // A bulk ends by itself what it does not name.
        guard !whole.contains(.guardianship) else { return }
        var kept: [String: [String]] = [:]
        for tie in ties {
            kept[tie.pupil, default: []].append(tie.guardian)
            kept[tie.guardian, default: []].append(tie.pupil)
        }
        for user in bundle.users where !user.isRemoved && !user.agents.isEmpty && !pupilsLeftOut.contains(user.id) {
            endOthers(of: user, kept[user.id] ?? [], schools)
        }
    }

    private mutating func endOthers(of user: OneRosterUser, _ kept: [String], _ schools: [String: Set<UUID>]) {
        // Pupils who are left out are left as they are.
        let keep = kept + Set(user.agents).intersection(pupilsLeftOut).sorted()
        let place = RosterPlace(file: OneRosterFile.users.name, line: user.line, column: "agentSourcedIds")
        guard keep.count <= RosterRecord.mostKept else {
            return findings.refuse(place, .words("\(keep.count) ties"), expected: "at most \(RosterRecord.mostKept)")
        }
        let person = described(user.id)
        // What a user is of whom the delta does not say it, the journal knows.
        if person?.isPupil ?? true {
            let school = person?.schools(as: .pupil).first ?? home
            put(.onlyGuardianships(of: .pupil(user.id), keep: keep), in: school, at: place)
        }
        guard person == nil || person?.basis != nil, user.isEnabled else { return }
        let school = person.flatMap { self.schools(ofGuardian: $0, schools).first } ?? home
        put(.onlyGuardianships(of: .guardian(user.id), keep: keep), in: school, at: place)
    }

    // MARK: - What somebody is no more

    /// Whom their row bars, or who by it is something else, is in no school any more what earlier bundles said.
    func partsRemoved(_ home: UUID) -> [RosterEntry] {
        guard mode(.users) == .delta else { return [] }
        return bundle.users.filter { !$0.isRemoved }.compactMap { user in
            let parts = partsRemoved(by: user)
            guard !parts.isEmpty else { return nil }
            return RosterEntry(
                school: home, record: .removeParts(of: user.id, parts),
                place: RosterPlace(file: OneRosterFile.users.name, line: user.line, column: "sourcedId"))
        }
    }

    /// In 1.1 the user's row says all roles and schools; in 1.2 each role has a row, and speaks for itself.
    private func partsRemoved(by user: OneRosterUser) -> [RosterKind] {
        guard bundle.manifest.version == .v1p1, let person = people[user.id] else {
            return user.isEnabled ? [] : [.guardian]
        }
        // Whoever belongs to a district is in the schools that classes say.
        let elsewhere = Set(person.elsewhere.map(\.kind))
        var parts: [RosterKind] = []
        if !elsewhere.contains(.pupil), !pupilsLeftOut.contains(user.id) { parts.append(.pupil) }
        if person.basis == nil || !user.isEnabled { parts.append(.guardian) }
        if !elsewhere.contains(.staff) { parts.append(.staff) }
        return parts
    }
}
