import EventFeed
import Foundation
import School

/// One record at work: of which roster, for which school, on which state.
struct RosterContext {
    let command: Command
    let store: JournalStore
    let transaction: CommandTransaction
    let stage: StageRun
    let session: RosterSession
    private let zones: ZoneShelf

    init(
        _ command: Command, transaction: CommandTransaction, stage: StageRun, session: RosterSession,
        zones: ZoneShelf
    ) {
        self.command = command
        self.transaction = transaction
        self.stage = stage
        self.session = session
        self.zones = zones
        store = JournalStore(transaction.database)
    }

    var school: UUID { command.school }
    var run: RosterRun { session.run }
    /// The day on which the roster takes effect.
    var effective: Day { session.head.effectiveDay }

    func key(_ kind: RosterKind, _ sourcedID: String) -> RosterKey {
        RosterKey(kind: kind, school: school, sourcedID: sourcedID)
    }

    /// What is known of the record's own thing; nil if it is named for the first time.
    /// - Throws: `exists` if this roster has named it already, `unknown` if the school is not there.
    func known(_ key: RosterKey) throws -> RosterRow? {
        try checkSchool()
        let row = try store.row(key, in: run)
        if let row, row.isSeen, !row.isGone {
            throw Rejection(.exists, field: "sourced_id", "this roster has a record of this id already")
        }
        return row
    }

    /// The thing that another record of the roster, or of an earlier one, stands for.
    /// - Throws: `unknown` if there is none, or if this roster should have named it and did not.
    func thing(_ kind: RosterKind, _ sourcedID: String, _ field: String) throws -> UUID {
        let key = key(kind, sourcedID)
        guard !session.hasFailed(key) else { throw FollowsRejected() }
        guard let row = try store.row(key, in: run), !row.isGone,
            row.isSeen || !session.head.whole.contains(kind)
        else {
            try checkNotLeftOut(kind, sourcedID, field)
            throw Rejection.unnamed(kind, field)
        }
        return row.thing
    }

    /// Closes a record: keeps what became of it and counts it.
    func settle(
        _ key: RosterKey, _ row: RosterRow, was before: RosterRow?, _ outcome: RosterOutcome, _ news: RosterNews
    ) throws {
        if let before, before.thing == row.thing, !before.isGone, news.isNone {
            try store.see(key, in: run)
        } else {
            var row = row
            row.said = news.words
            try store.keep(row, for: key, in: run)
        }
        count(key.kind, outcome)
    }

    func count(_ kind: RosterKind, _ outcome: RosterOutcome) {
        stage.count(
            kind.word, outcome.counted, before: outcome == .ended ? session.before[kind] ?? 0 : nil)
    }

    /// Appends an event of the present school and changes the state by what it says. Nothing if there is none.
    func record(_ event: (some JournalEvent)?) throws {
        guard let event else { return }
        let recorded = try transaction.append(try event.encoded())
        try event.apply(to: store, from: EventSource(recorded))
    }

    // MARK: - Schools

    private func checkSchool() throws {
        guard !session.registered.contains(school) else { return }
        guard !session.hasFailed(PutSchool.key(of: school)) else { throw FollowsRejected() }
        guard try store.school(school) != nil else {
            guard !session.noSchools.contains(school) else { throw LeftOut(field: "school_id") }
            throw Rejection(.unknown, field: "school_id", "this journal has no such school")
        }
        session.registered.insert(school)
    }

    /// Checks that a zone of this name is known here.
    func checkZone(_ name: String, _ field: String) throws(Rejection) {
        do {
            _ = try zones.zone(named: name)
        } catch {
            throw Rejection(.invalid, field: field, error.description)
        }
    }

    /// What follows is about another school, as far as the sender may act for it.
    func turn(to school: UUID) throws {
        guard school == command.school || command.schools.contains(school) else {
            throw Rejection(
                .forbidden, field: "school_id", "something ends in a school that this key may not act for")
        }
        transaction.school = school
    }

    // MARK: - New ids

    /// For what is about a person: an id that says nothing, since whoever knows the source could guess another.
    func freshID() -> UUID { .version7(atMicroseconds: transaction.now) }

    /// For what is about nobody: the same from the same source, wherever it is imported.
    func derivedID(_ key: RosterKey, generation: Int) -> UUID {
        let parts = [session.head.source, key.kind.word, key.sourcedID] + (generation == 0 ? [] : ["\(generation)"])
        return .version5(namespace: school, name: parts.joined(separator: "\u{241F}"))
    }

    /// The next thing that a record stands for.
    /// - Parameter isTaken: whether there is one of this id; it may be one that other records have taken over.
    func next(_ key: RosterKey, after before: RosterRow?, isTaken: (UUID) throws -> Bool) throws -> RosterRow {
        var generation = before.map { $0.generation + 1 } ?? 0
        while try isTaken(derivedID(key, generation: generation)) { generation += 1 }
        return RosterRow(thing: derivedID(key, generation: generation), generation: generation)
    }

    /// Makes a thing that is there already the record's own, unless another record of the roster is about it.
    func adopt(_ thing: UUID, _ key: RosterKey, generation: Int, _ field: String) throws -> RosterRow {
        let others = try store.keys(of: thing, kind: key.kind, in: run).filter { $0.key != key }
        for other in others {
            // In a roster that names all there are, what was not named yet may only have changed its id.
            guard !other.isSeen, session.head.whole.contains(key.kind) else {
                throw Rejection.namedTwice(key.kind, field)
            }
            try store.forget(other.key, in: run)
        }
        return RosterRow(thing: thing, generation: generation)
    }
}

extension RosterOutcome {
    fileprivate var counted: ChangeCount.Outcome {
        switch self {
        case .added: .added
        case .changed: .changed
        case .ended: .ended
        case .returned: .returned
        case .unchanged: .unchanged
        case .kept: .kept
        }
    }
}
