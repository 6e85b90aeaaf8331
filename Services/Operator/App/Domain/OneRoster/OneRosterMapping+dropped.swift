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
        for user in bundle.users where !user.isRemoved && !pupilsLeftOut.contains(user.id) {
            guard let person = described(user.id) else { continue }
            endOthers(of: person, kept[user.id] ?? [], schools)
        }
    }

    private mutating func endOthers(of person: MappedPerson, _ kept: [String], _ schools: [String: Set<UUID>]) {
        let user = person.user
        let isBarred = person.basis != nil && !user.isEnabled
        guard !user.agents.isEmpty || isBarred else { return }
        // Pupils who are left out are left as they are.
        let keep = kept + (isBarred ? [] : Set(user.agents).intersection(pupilsLeftOut).sorted())
        let place = RosterPlace(file: OneRosterFile.users.name, line: user.line, column: "agentSourcedIds")
        guard keep.count <= RosterRecord.mostKept else {
            return findings.refuse(place, .words("\(keep.count) ties"), expected: "at most \(RosterRecord.mostKept)")
        }
        if person.isPupil, !user.agents.isEmpty {
            for school in person.schools(as: .pupil) {
                put(.onlyGuardianships(of: .pupil(user.id), keep: keep), in: school, at: place)
            }
        }
        guard person.basis != nil else { return }
        for school in self.schools(ofGuardian: person, schools) {
            put(.onlyGuardianships(of: .guardian(user.id), keep: keep), in: school, at: place)
        }
    }
}
