import Contracts
import EventFeed
import Foundation
import School

/// Something that the source names beside its records.
struct PutName: RosterRecord {
    static let name = "PutName"

    let key: NamedKey
    let thing: NamedThing

    static func naming(_ wire: WirePutName) -> (kind: RosterKind, sourcedID: String)? { nil }

    init(_ wire: WirePutName) throws(Rejection) {
        key = NamedKey(
            kind: try Field.name(wire.hasKind, wire.kind, "kind"),
            sourcedID: try Field.sourcedID(wire.hasSourcedID, wire.sourcedID))
        var thing = NamedThing()
        if key.kind == .term {
            thing.schoolYear = try Field.number(
                wire.hasSchoolYear, wire.schoolYear, in: OpenClass.schoolYears, "school_year")
        }
        if key.kind == .role { thing.role = try NamedRole(wire) }
        self.thing = thing
    }

    func carryOut(in context: RosterContext) throws {
        let before = try context.store.named(key, in: context.run)
        let thing = thing.anywhere(of: context.session.noSchools)
        guard before != thing else { return }
        try context.store.keep(thing, named: key, in: context.run)
        // Another part, or another school: what the role made of somebody before it makes no more.
        guard let role = before?.role, before?.isGone == false, thing.role?.covers(role) != true else { return }
        try context.end(role, of: key)
    }
}

extension NamedThing {
    /// A sender cannot know of every organisation whether it is a school.
    fileprivate func anywhere(of noSchools: Set<UUID>) -> NamedThing {
        guard let role, let school = role.school, noSchools.contains(school) else { return self }
        var thing = self
        thing.role = NamedRole(user: role.user, part: role.part, school: nil)
        return thing
    }
}

extension NamedRole {
    fileprivate init(_ wire: WirePutName) throws(Rejection) {
        var school: UUID?
        if wire.hasSchoolID {
            school = UUID(bytes: wire.schoolID)
            guard school != nil else { throw Rejection(.invalid, field: "school_id", "an id has 16 bytes") }
        }
        self.init(
            user: try Field.sourcedID(wire.hasUserSourcedID, wire.userSourcedID, "user_sourced_id"),
            part: wire.hasPart ? try Field.kind(true, wire.part, "part") : nil, school: school)
    }
}

/// The roster refers to something that an earlier one of its source must have named.
struct CheckName: RosterRecord {
    static let name = "CheckName"

    let key: NamedKey

    static func naming(_ wire: WireCheckName) -> (kind: RosterKind, sourcedID: String)? { nil }

    init(_ wire: WireCheckName) throws(Rejection) {
        key = NamedKey(
            kind: try Field.name(wire.hasKind, wire.kind, "kind"),
            sourcedID: try Field.sourcedID(wire.hasSourcedID, wire.sourcedID))
    }

    func carryOut(in context: RosterContext) throws {
        if try context.records(named: key).contains(where: { !$0.row.isGone }) { return }
        if let thing = try context.store.named(key, in: context.run), !thing.isGone {
            if key.kind == .organisation { context.session.noSchools.insert(context.school) }
            return
        }
        context.session.unnamed.insert(key)
        if key.kind == .organisation { context.session.fail(PutSchool.key(of: context.school)) }
        throw Rejection.unnamed(key.kind, "sourced_id")
    }
}

/// What an earlier roster named is no more, whatever it was here.
struct RemoveName: RosterRecord {
    static let name = "RemoveName"

    let key: NamedKey

    static func naming(_ wire: WireRemoveName) -> (kind: RosterKind, sourcedID: String)? { nil }

    init(_ wire: WireRemoveName) throws(Rejection) {
        key = NamedKey(
            kind: try Field.name(wire.hasKind, wire.kind, "kind"),
            sourcedID: try Field.sourcedID(wire.hasSourcedID, wire.sourcedID))
    }

    func carryOut(in context: RosterContext) throws {
        let records = try context.records(named: key)
        let named = try context.store.named(key, in: context.run)
        guard !records.isEmpty || named != nil else { throw Rejection.unnamed(key.kind, "sourced_id") }
        for (key, row) in records { try remove(key, row, context) }
        if var gone = named, !gone.isGone {
            gone.isGone = true
            try context.store.keep(gone, named: key, in: context.run)
            if let role = gone.role { try context.end(role, of: key) }
            if records.isEmpty, key.kind.isTold { context.stage.leaveOut(key.kind.word, "sourced_id") }
        }
        if key.kind == .user { try context.store.noteRolesGone(of: key.sourcedID, in: context.run) }
    }

    private func remove(_ key: RosterKey, _ row: RosterRow, _ context: RosterContext) throws {
        guard !row.isGone else { return context.count(key.kind, .unchanged) }
        guard !row.isSeen else {
            throw Rejection(.invalid, field: "sourced_id", "this roster has a record of this id that says it is there")
        }
        try context.turn(to: key.school)
        try context.end(row.thing, key.kind)
    }
}

extension NamedKind {
    /// Nobody expects a term or a role to be a record here.
    fileprivate var isTold: Bool { self != .term && self != .role }
}

extension RosterContext {
    /// The records that something named became, in whatever school.
    func records(named key: NamedKey) throws -> [(key: RosterKey, row: RosterRow)] {
        var found: [(key: RosterKey, row: RosterRow)] = []
        for kind in key.kind.records {
            for school in try schools(withRecordsOf: kind) {
                let record = RosterKey(kind: kind, school: school, sourcedID: key.sourcedID)
                if let row = try store.row(record, in: run) { found.append((record, row)) }
            }
        }
        return found
    }

    /// A roster that asks has said before which new schools there are, so that they are looked up once.
    private func schools(withRecordsOf kind: RosterKind) throws -> [UUID] {
        if let known = session.schools[kind] { return known }
        let found = try store.schools(withRecordsOf: kind, in: run)
        session.schools[kind] = found
        return found
    }

    /// A role is no more, or another one: nor is what it made of somebody, unless another role or this roster says so.
    func end(_ role: NamedRole, of key: NamedKey) throws {
        guard let part = role.part,
            try !store.hasOtherRole(than: key.sourcedID, role, part, in: run)
        else { return }
        for school in try role.reach.map({ [$0] }) ?? schools(withRecordsOf: part) {
            let record = RosterKey(kind: part, school: school, sourcedID: role.user)
            guard let row = try store.row(record, in: run), !row.isGone, !row.isSeen else { continue }
            try turn(to: school)
            try end(row.thing, part)
        }
    }

    /// The year in which the school year of a term ends, as an earlier roster has told it.
    func schoolYear(ofTerm sourcedID: String) throws -> Int {
        let key = NamedKey(kind: .term, sourcedID: sourcedID)
        guard !session.unnamed.contains(key) else { throw FollowsRejected() }
        guard let term = try store.named(key, in: run), !term.isGone, let year = term.schoolYear else {
            throw Rejection.unnamed(.term, "term_sourced_ids")
        }
        return year
    }

    // MARK: - What was left out

    /// - Throws: `LeftOut` for what the source has named and nothing here stands for; `FollowsRejected` for what was
    ///   told to be unknown already.
    func checkNotLeftOut(_ kind: RosterKind, _ sourcedID: String, _ field: String) throws {
        guard let named = NamedKind(of: kind) else { return }
        let key = NamedKey(kind: named, sourcedID: sourcedID)
        guard !session.unnamed.contains(key) else { throw FollowsRejected() }
        guard !session.head.wholeNames.contains(named) else { return }
        let present = try records(named: key).filter { !$0.row.isGone }
        guard present.isEmpty else {
            // Whoever teaches, and is nobody's parent or not any more.
            guard kind == .guardian, !present.contains(where: { $0.key.kind == kind }) else { return }
            throw LeftOut(field: field)
        }
        guard let thing = try store.named(key, in: run), !thing.isGone else { return }
        throw LeftOut(field: field)
    }

    /// A record about what is left out is left out too. What it stood for before is no more.
    func leaveOut(_ record: (kind: RosterKind, sourcedID: String)?, _ reason: LeftOut) throws {
        stage.leaveOut(record?.kind.word ?? RosterKind.guardianship.word, reason.field)
        guard let record else { return }
        if let row = try store.row(key(record.kind, record.sourcedID), in: run), !row.isGone {
            try end(row.thing, record.kind)
        }
        guard let named = NamedKind(of: record.kind), named != .organisation else { return }
        let key = NamedKey(kind: named, sourcedID: record.sourcedID)
        guard try store.named(key, in: run)?.isGone ?? true else { return }
        try store.keep(NamedThing(), named: key, in: run)
    }
}
