import Foundation

/// What later bundles may refer to, and what this one refers to of earlier ones.
extension OneRosterMapping {
    /// The records, and around them what is about names: what is to be deleted and what must be known before them, what
    /// is named and the end of roles after them, so that whoever has another role for one that goes stays. Each kind's
    /// records are let go of as they are taken over: a large district's are not held twice.
    mutating func entries(_ kinds: [RosterKind]) -> [RosterEntry] {
        let home = self.home
        let before: [NamedKind] = [.enrolment, .user, .schoolClass, .course, .term, .organisation]
        let names = names(home)
        var all = before.flatMap { removing($0, home) } + checks(home)
        all.reserveCapacity(all.count + puts.values.reduce(0) { $0 + $1.count } + names.count)
        for kind in kinds { all += puts.removeValue(forKey: kind) ?? [] }
        all += partsRemoved(home)
        all += names
        all += removing(.role, home)
        return all
    }

    /// The school of what is of none: any for which the key acts.
    var home: UUID {
        RosterKind.allCases.compactMap { puts[$0]?.first?.school }.first
            ?? options.schools.values.min { $0.uuidString < $1.uuidString } ?? id(ofSchool: "")
    }

    private func removing(_ kind: NamedKind, _ home: UUID) -> [RosterEntry] {
        (removals[kind] ?? []).map { RosterEntry(school: home, record: .removeName(kind, id: $0.id), place: $0.place) }
    }

    /// An organisation that is taken for a school is asked for as that school: what is told of it follows from there.
    private func checks(_ home: UUID) -> [RosterEntry] {
        let schools = Set(puts.values.joined().map(\.school)).union(bundle.roles.compactMap { school($0.org) })
        return unheld.compactMap { asked in
            guard let kind = asked.file.named else { return nil }
            // An operator has said of these what they are.
            guard kind != .organisation || options.schools[asked.id] == nil else { return nil }
            let school = id(ofSchool: asked.id)
            let isOfSchool = kind == .organisation && schools.contains(school)
            return RosterEntry(
                school: isOfSchool ? school : home, record: .checkName(kind, id: asked.id), place: asked.place)
        }
    }

    // MARK: - Names

    /// A name and its row.
    private struct Named {
        let thing: NamedThing
        let file: OneRosterFile
        let line: Int?
    }

    var wholeNames: Set<NamedKind> {
        Set(OneRosterFile.allCases.filter { mode($0) == .bulk }.compactMap(\.named))
    }

    private func names(_ home: UUID) -> [RosterEntry] {
        (leftOut() + terms() + roles()).map { named in
            RosterEntry(
                school: home, record: .putName(named.thing),
                place: RosterPlace(file: named.file.name, line: named.line, column: "sourcedId"))
        }
    }

    private func terms() -> [Named] {
        bundle.sessions.filter { !$0.isRemoved && $0.schoolYear != nil }.map { term in
            Named(
                thing: NamedThing(kind: .term, id: term.id, schoolYear: term.schoolYear), file: .academicSessions,
                line: term.line)
        }
    }

    private func roles() -> [Named] {
        bundle.roles.filter { !$0.isRemoved }.compactMap { role in
            role.id.map { id in
                let part = isInForce(role) ? OneRosterPart(role.role).kind : nil
                let made = NamedRole(user: role.user, part: part, school: school(role.org))
                return Named(
                    thing: NamedThing(kind: .role, id: id, role: made), file: .roles, line: role.place.line)
            }
        }
    }

    /// Rows that become no record here.
    private func leftOut() -> [Named] {
        rest(.orgs, bundle.orgs.filter { !$0.isRemoved }.map { ($0.id, $0.line) }, [.school])
            + rest(.courses, bundle.courses.filter { !$0.isRemoved }.map { ($0.id, $0.line) }, [.course])
            + rest(.classes, bundle.classes.filter { !$0.isRemoved }.map { ($0.id, $0.line) }, [.schoolClass, .group])
            + rest(.users, bundle.users.filter { !$0.isRemoved }.map { ($0.id, $0.line) }, [.staff, .pupil, .guardian])
            + rest(.enrollments, bundle.enrollments.filter { !$0.isRemoved }.map { ($0.id, $0.line) }, [.enrolment])
    }

    private func rest(
        _ file: OneRosterFile, _ rows: [(id: String, line: Int)], _ kinds: [RosterKind]
    ) -> [Named] {
        guard let kind = file.named else { return [] }
        let taken = Set(kinds.flatMap { puts[$0] ?? [] }.map(\.record.id))
        return rows.filter { !taken.contains($0.id) }.map {
            Named(thing: NamedThing(kind: kind, id: $0.id), file: file, line: $0.line)
        }
    }
}
