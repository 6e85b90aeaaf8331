import Contracts
import Foundation
import School

/// A pupil's place in a class or a group as a roster describes it.
struct PutEnrolment: RosterRecord {
    static let name = "PutEnrolment"

    /// What the record refers to by the source's ids.
    enum Target: Equatable, Sendable {
        case schoolClass(String)
        case group(String)
    }

    let sourcedID: String
    let pupilSourcedID: String
    let target: Target
    let span: RosterSpan
    let orderNumber: String?

    static func naming(_ wire: WirePutEnrolment) -> (kind: RosterKind, sourcedID: String)? {
        (.enrolment, wire.sourcedID)
    }

    init(_ wire: WirePutEnrolment) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        pupilSourcedID = try Field.sourcedID(wire.hasPupilSourcedID, wire.pupilSourcedID, "pupil_sourced_id")
        target = try Self.target(wire.target)
        span = RosterSpan(
            firstDay: wire.hasFirstDay ? try Field.day(wire.firstDay, "first_day") : nil,
            lastDay: wire.hasLastDay ? try Field.day(wire.lastDay, "last_day") : nil)
        orderNumber = try Field.optionalText(wire.hasOrderNumber, wire.orderNumber, .orderNumber, "order_number")
    }

    private static func target(_ wire: WirePutEnrolment.OneOf_Target?) throws(Rejection) -> Target {
        switch wire {
        case .classSourcedID(let id): .schoolClass(try Field.sourcedID(true, id, "class_sourced_id"))
        case .groupSourcedID(let id): .group(try Field.sourcedID(true, id, "group_sourced_id"))
        case nil: throw Rejection(.missing, field: "target", "the class or the group to enrol in is missing")
        }
    }

    func carryOut(in context: RosterContext) throws {
        let key = context.key(.enrolment, sourcedID)
        let before = try context.known(key)
        let pair = Pair(
            pupil: try context.thing(.pupil, pupilSourcedID, "pupil_sourced_id"), target: try place(context))
        let news = RosterNews([span.lastDay?.description ?? ""], since: before?.said)
        guard let row = try before ?? adopted(key, pair, context) else {
            let first = span.firstDay ?? context.effective
            try span.checkOrder(from: first)
            let row = try enrol(pair, .init(firstDay: first, lastDay: span.lastDay), context)
            return try context.settle(key, row, was: nil, .added, news)
        }
        try settle(key, row, was: before, pair, news, context)
    }

    private struct Pair: Equatable {
        let pupil: UUID
        let target: EnrolmentTarget
    }

    private func place(_ context: RosterContext) throws -> EnrolmentTarget {
        switch target {
        case .schoolClass(let id): .schoolClass(try context.thing(.schoolClass, id, "class_sourced_id"))
        case .group(let id): try place(inGroup: try context.thing(.group, id, "group_sourced_id"), context)
        }
    }

    /// Whoever is in the group of a whole class is in the class.
    private func place(inGroup group: UUID, _ context: RosterContext) throws -> EnrolmentTarget {
        let state = try context.store.group(group, of: context.school)
        guard let state, state.isWholeClass, let schoolClass = state.schoolClass else { return .group(group) }
        return .schoolClass(schoolClass)
    }

    /// An enrolment of the pupil there that another hand has made, or that the roster calls otherwise now.
    private func adopted(_ key: RosterKey, _ pair: Pair, _ context: RosterContext) throws -> RosterRow? {
        let found = try context.store.findEnrolment(
            of: pair.pupil, in: pair.target, from: span.firstDay ?? context.effective)
        guard let found else { return nil }
        if let last = span.lastDay, last < found.firstDay {
            throw Rejection(
                .exists, field: "first_day",
                "an enrolment there from \(found.firstDay) on is recorded already; earlier ones are named before it")
        }
        var row = try context.adopt(found.id, key, generation: 0, "sourced_id")
        row.saidFirstDay = span.firstDay
        return row
    }

    /// An enrolment where the pupil is to be now that the school has made before its source heard of it.
    private func entered(_ pair: Pair, _ context: RosterContext) throws -> RosterRow? {
        guard span.lastDay.map({ $0 >= context.effective }) ?? true,
            let found = try context.store.findEnrolment(of: pair.pupil, in: pair.target, from: context.effective),
            try !context.store.isNamed(found.id, in: context.run)
        else { return nil }
        return RosterRow(thing: found.id, saidFirstDay: span.firstDay)
    }

    private func settle(
        _ key: RosterKey, _ row: RosterRow, was before: RosterRow?, _ pair: Pair, _ news: RosterNews,
        _ context: RosterContext, isEndNews: Bool = false
    ) throws {
        guard let state = try context.store.enrolmentState(row.thing) else {
            throw DamagedState(what: "an enrolment that a roster named is not there")
        }
        let isSame = pair == Pair(pupil: state.pupil, target: state.target)
        if !isSame, let entered = try entered(pair, context) {
            try context.end(enrolment: row.thing, state.span, state.span.vanishing(context.effective))
            return try settle(key, entered, was: before, pair, news, context, isEndNews: true)
        }
        let known = KnownSpan(
            state: state.span, row: row, isSame: isSame, differs: orderNumber != state.orderNumber,
            isEndNews: isEndNews || news[0])
        let plan = try known.plan(for: span, effective: context.effective)
        try context.end(enrolment: row.thing, state.span, plan.end)
        guard let begin = plan.begin else {
            var kept = row
            kept.isGone = false
            return try context.settle(key, kept, was: before, plan.outcome, news)
        }
        try context.settle(key, try enrol(pair, begin, context), was: before, plan.outcome, news)
    }

    private func enrol(_ pair: Pair, _ begin: SpanPlan.Begin, _ context: RosterContext) throws -> RosterRow {
        let row = RosterRow(thing: context.freshID(), saidFirstDay: span.firstDay)
        let enrol = EnrolPupil(
            enrolment: row.thing, pupil: pair.pupil, target: pair.target, firstDay: begin.firstDay,
            orderNumber: orderNumber)
        let overlaps = try context.store.isEnrolled(pair.pupil, in: pair.target, from: begin.firstDay)
        try context.record(
            try enrol.decide(
                on: .init(isTaken: false, isPupilKnown: true, isTargetKnown: true, overlaps: overlaps)))
        if let last = begin.lastDay {
            try context.record(
                EnrolmentEnded(enrolment: row.thing, version: 2, lastDay: last, orderNumber: nil))
        }
        return row
    }
}
