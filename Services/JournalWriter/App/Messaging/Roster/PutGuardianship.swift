import Contracts
import Foundation
import School

/// Who stands for a pupil, as a roster describes it.
struct PutGuardianship: RosterRecord {
    static let name = "PutGuardianship"

    let sourcedID: String
    let guardianSourcedID: String
    let pupilSourcedID: String
    /// Nil: as it is; a new guardianship needs one.
    let basis: GuardianshipBasis?
    let span: RosterSpan

    static func naming(_ wire: WirePutGuardianship) -> (kind: RosterKind, sourcedID: String)? {
        (.guardianship, wire.sourcedID)
    }

    init(_ wire: WirePutGuardianship) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        guardianSourcedID = try Field.sourcedID(
            wire.hasGuardianSourcedID, wire.guardianSourcedID, "guardian_sourced_id")
        pupilSourcedID = try Field.sourcedID(wire.hasPupilSourcedID, wire.pupilSourcedID, "pupil_sourced_id")
        basis = wire.hasBasis ? try Field.choice(true, wire.basis.rawValue, "basis") : nil
        span = RosterSpan(
            firstDay: wire.hasFirstDay ? try Field.day(wire.firstDay, "first_day") : nil,
            lastDay: wire.hasLastDay ? try Field.day(wire.lastDay, "last_day") : nil)
    }

    func carryOut(in context: RosterContext) throws {
        let key = context.key(.guardianship, sourcedID)
        let before = try context.known(key)
        let pair = Pair(
            guardian: try context.thing(.guardian, guardianSourcedID, "guardian_sourced_id"),
            pupil: try context.thing(.pupil, pupilSourcedID, "pupil_sourced_id"), basis: basis)
        // That it lasts is said once: who was found to stand for the pupil no more does not again by the same list.
        let news = RosterNews([saidEnd], since: before?.said)
        guard let row = try before ?? adopted(key, pair, context) else {
            let first = span.firstDay ?? context.effective
            try span.checkOrder(from: first)
            let row = try record(pair, .init(firstDay: first, lastDay: span.lastDay), context)
            return try context.settle(key, row, was: nil, .added, news)
        }
        try settle(key, row, was: before, pair, news, context)
    }

    /// Who says nothing of the guardian says nothing of the end.
    private var saidEnd: String? { basis == nil && span.lastDay == nil ? nil : span.lastDay?.description ?? "" }

    private struct Pair: Equatable {
        let guardian: UUID
        let pupil: UUID
        var basis: GuardianshipBasis?
    }

    private func adopted(_ key: RosterKey, _ pair: Pair, _ context: RosterContext) throws -> RosterRow? {
        let found = try context.store.findGuardianship(
            of: pair.pupil, by: pair.guardian, from: span.firstDay ?? context.effective)
        guard let found else { return nil }
        var row = try context.adopt(found, key, generation: 0, "sourced_id")
        row.saidFirstDay = span.firstDay
        return row
    }

    private func settle(
        _ key: RosterKey, _ row: RosterRow, was before: RosterRow?, _ pair: Pair, _ news: RosterNews,
        _ context: RosterContext
    ) throws {
        guard let state = try context.store.guardianshipState(row.thing) else {
            throw DamagedState(what: "a guardianship that a roster named is not there")
        }
        var pair = pair
        pair.basis = pair.basis ?? state.basis
        let present = Pair(guardian: state.guardian, pupil: state.pupil, basis: state.basis)
        let known = KnownSpan(state: state.span, row: row, isSame: pair == present, differs: false, isEndNews: news[0])
        let plan = try known.plan(for: span, effective: context.effective)
        try context.end(guardianship: row.thing, state.span, plan.end)
        guard let begin = plan.begin else {
            var kept = row
            kept.isGone = false
            return try context.settle(key, kept, was: before, plan.outcome, news)
        }
        try context.settle(key, try record(pair, begin, context), was: before, plan.outcome, news)
    }

    private func record(_ pair: Pair, _ begin: SpanPlan.Begin, _ context: RosterContext) throws -> RosterRow {
        guard let basis = pair.basis else { throw Field.missing("basis") }
        let row = RosterRow(thing: context.freshID(), saidFirstDay: span.firstDay)
        let record = RecordGuardianship(
            guardianship: row.thing, guardian: pair.guardian, pupil: pair.pupil, basis: basis,
            firstDay: begin.firstDay)
        let overlaps = try context.store.isGuarded(pair.pupil, by: pair.guardian, from: begin.firstDay)
        try context.record(
            try record.decide(
                on: .init(isTaken: false, isGuardianKnown: true, isPupilKnown: true, overlaps: overlaps)))
        if let last = begin.lastDay {
            try context.record(GuardianshipEnded(guardianship: row.thing, version: 2, lastDay: last))
        }
        return row
    }
}
