import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

/// The first record of a roster.
enum OpenRoster {
    static let name = "OpenRoster"

    static func begin(_ command: Command, _ stage: StageRun, in store: JournalStore) throws {
        guard stage.memory == nil else {
            throw Rejection(.invalid, "a stage holds one roster, and it is open already")
        }
        guard let wire = try? WireOpenRoster(serializedBytes: command.body) else {
            throw Rejection(.malformed, field: "body", "the body is not an OpenRoster")
        }
        do {
            let head = try RosterHead(wire)
            try refuseFarDay(head, command)
            let isGuest = try isGuest(command, at: head.source, in: store)
            if isGuest { try refuseWhole(head) }
            try refuseOlder(head, in: store)
            let run = try store.beginRun(of: head, by: command.sender, stage: stage.id)
            if !isGuest { try store.noteDays(of: head, in: run) }
            for kind in head.wholeNames { try store.forgetNames(kind, in: run) }
            stage.memory = RosterSession(head: head, run: run, before: try store.counts(in: run))
        } catch let rejection as Rejection {
            stage.memory = RefusedRoster()
            throw rejection
        }
    }

    /// How far ahead a roster may take effect: nobody plans further than the next school year, and whatever comes in
    /// between would be older than it.
    static let daysAhead: Int32 = 731

    private static func refuseFarDay(_ head: RosterHead, _ command: Command) throws {
        let last = Int64(daysAhead) + command.issuedAt / 86_400_000_000
        guard Int64(head.effectiveDay.rawValue) > last else { return }
        throw Rejection(
            .invalid, field: "effective_day",
            "\(head.effectiveDay) is more than \(daysAhead) days ahead")
    }

    /// Whoever acts for single schools at a source that another sender began: it may tell what changes in its own, and
    /// neither what all of the source is nor how new.
    private static func isGuest(_ command: Command, at source: String, in store: JournalStore) throws -> Bool {
        guard command.schools != .all, let begun = try store.source(source) else { return false }
        return begun.sender != command.sender
    }

    private static func refuseWhole(_ head: RosterHead) throws {
        guard !head.whole.isEmpty || !head.wholeNames.isEmpty else { return }
        throw Rejection(
            .forbidden, field: "source",
            "another sender began this source; only a key for all schools may say what all of it is")
    }

    private static func text(_ microseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(microseconds) / 1_000_000).ISO8601Format()
    }

    /// What an older roster does not name yet would end, and what has ended since would return.
    private static func refuseOlder(_ head: RosterHead, in store: JournalStore) throws {
        guard !head.isOlder else { return }
        if let changed = head.changedAt, let last = try store.source(head.source)?.changedAt, changed < last {
            throw Rejection(
                .notAllowed, field: "changed_at",
                "a roster of this source with changes of \(text(last)) was taken already, and the newest of "
                    + "this one is of \(text(changed))")
        }
        guard !head.whole.isEmpty else { return }
        for kind in head.kinds {
            guard let last = try store.lastDay(of: head.source, kind), head.effectiveDay < last else { continue }
            throw Rejection(
                .notAllowed, field: "effective_day",
                "a roster of this source that took effect on \(last) was taken already, and this one does on "
                    + "\(head.effectiveDay)")
        }
    }
}

/// A roster that could not be opened: its records are no problems of their own.
final class RefusedRoster {}

extension RosterHead {
    init(_ wire: WireOpenRoster) throws(Rejection) {
        var whole: Set<RosterKind> = []
        for (index, kind) in wire.whole.enumerated() {
            whole.insert(try Field.kind(true, kind, "whole[\(index)]"))
        }
        var names: Set<NamedKind> = []
        for (index, kind) in wire.wholeNames.enumerated() {
            names.insert(try Field.name(true, kind, "whole_names[\(index)]"))
        }
        self.init(
            source: try Self.source(wire),
            effectiveDay: try Self.effectiveDay(wire), whole: whole, wholeNames: names,
            isOlder: wire.older, changedAt: wire.hasChangedAt ? wire.changedAt : nil)
    }

    /// Not the very first day there may be: what is no more lasts until the day before.
    private static func effectiveDay(_ wire: WireOpenRoster) throws(Rejection) -> Day {
        let day = try Field.day(wire.hasEffectiveDay, wire.effectiveDay, "effective_day")
        _ = try Field.day(day.rawValue - 1, "effective_day")
        return day
    }

    private static func source(_ wire: WireOpenRoster) throws(Rejection) -> String {
        guard wire.hasSource else { throw Field.missing("source") }
        return try RosterRule.check(wire.source, limit: RosterRule.sourceLimit, "source")
    }
}
