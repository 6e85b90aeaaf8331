import Contracts
import EventFeed
import Foundation
import School

/// What ends when a roster names it no more.
extension RosterContext {
    /// Gives an enrolment its last day; nothing without one. The order by which it ended before still stands.
    func end(enrolment: UUID, _ span: SpanState, _ lastDay: Day?) throws {
        guard let lastDay else { return }
        try record(
            EnrolmentEnded(
                enrolment: enrolment, version: span.version + 1, lastDay: lastDay, orderNumber: span.endOrder))
    }

    func end(guardianship: UUID, _ span: SpanState, _ lastDay: Day?) throws {
        guard let lastDay else { return }
        try record(GuardianshipEnded(guardianship: guardianship, version: span.version + 1, lastDay: lastDay))
    }

    /// A thing is no more, nor what goes with it: schools, courses, classes and groups have no end of their own and are
    /// only noted as gone. What was over by itself does not end by being named no more.
    func end(_ thing: UUID, _ kind: RosterKind) throws {
        let isEnd: Bool
        switch kind {
        case .staff: isEnd = try endStaff(thing)
        case .enrolment: isEnd = try endEnrolment(thing)
        case .guardianship: isEnd = try endGuardianship(thing)
        case .pupil, .guardian, .schoolClass, .group:
            try endWhatGoes(with: thing, kind)
            isEnd = true
        case .school, .course: isEnd = true
        }
        if try store.noteGone(thing, in: run) { count(kind, isEnd ? .ended : .unchanged) }
    }

    private func endStaff(_ staff: UUID) throws -> Bool {
        guard let state = try store.staff(staff, of: transaction.school), state.works(on: effective) else {
            return false
        }
        try record(StaffLeft(staff: staff, version: state.version + 1, lastDay: effective - 1))
        return true
    }

    private func endEnrolment(_ id: UUID) throws -> Bool {
        guard let state = try store.enrolmentState(id), let last = state.span.vanishing(effective) else {
            return false
        }
        try end(enrolment: id, state.span, last)
        return true
    }

    private func endGuardianship(_ id: UUID) throws -> Bool {
        guard let state = try store.guardianshipState(id), let last = state.span.vanishing(effective) else {
            return false
        }
        try end(guardianship: id, state.span, last)
        return true
    }

    private func endWhatGoes(with thing: UUID, _ kind: RosterKind) throws {
        for id in try store.enrolments(with: thing, kind, after: effective - 1) { try end(id, .enrolment) }
        for id in try store.guardianships(with: thing, kind, after: effective - 1) { try end(id, .guardianship) }
    }
}

/// A thing that an earlier roster named is no more.
struct RemoveRecord: RosterRecord {
    static let name = "RemoveRecord"

    let kind: RosterKind
    let sourcedID: String

    static func naming(_ wire: WireRemoveRecord) -> (kind: RosterKind, sourcedID: String)? { nil }

    init(_ wire: WireRemoveRecord) throws(Rejection) {
        kind = try Field.kind(wire.hasKind, wire.kind, "kind")
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
    }

    func carryOut(in context: RosterContext) throws {
        let key = context.key(kind, sourcedID)
        guard !context.session.hasFailed(key) else { return }
        guard let row = try context.store.row(key, in: context.run) else {
            throw Rejection.unnamed(kind, "sourced_id")
        }
        guard !row.isGone else { return context.count(kind, .unchanged) }
        guard !row.isSeen else {
            throw Rejection(.invalid, field: "sourced_id", "this roster has a record of this id that says it is there")
        }
        try context.end(row.thing, kind)
    }
}

/// The last record of a roster: what was not named in a kind that was to be named in full is no more.
struct CloseRoster: RosterRecord {
    static let name = "CloseRoster"

    static func naming(_ wire: WireCloseRoster) -> (kind: RosterKind, sourcedID: String)? { nil }

    init(_ wire: WireCloseRoster) throws(Rejection) {}

    func carryOut(in context: RosterContext) throws {
        for kind in RosterKind.endingOrder where context.session.head.whole.contains(kind) {
            for gone in try context.store.vanished(kind, in: context.run) {
                try context.turn(to: gone.key.school)
                try context.end(gone.thing, kind)
            }
        }
        context.session.isClosed = true
    }
}
