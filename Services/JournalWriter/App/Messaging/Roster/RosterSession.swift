import Foundation
import School

/// One roster at work: what its records share.
final class RosterSession {
    let head: RosterHead
    let run: RosterRun
    /// How many of each kind the source had before.
    let before: [RosterKind: UInt64]
    var isClosed = false
    /// Schools known to be registered.
    var registered: Set<UUID> = []
    /// Records that were rejected: what refers to them is no problem of its own.
    private var failed: Set<RosterKey> = []

    /// Names that neither this roster nor an earlier one has: what refers to them is no problem of its own either.
    var unnamed: Set<NamedKey> = []
    /// In which schools there were records of a kind when that was first asked.
    var schools: [RosterKind: [UUID]] = [:]
    /// Organisations that are known and are no schools here, by the ids they would have as such.
    var noSchools: Set<UUID> = []

    init(head: RosterHead, run: RosterRun, before: [RosterKind: UInt64]) {
        self.head = head
        self.run = run
        self.before = before
    }

    func fail(_ key: RosterKey) { failed.insert(key) }
    func hasFailed(_ key: RosterKey) -> Bool { failed.contains(key) }
}

/// A record follows from one that was rejected: with that one mended it may be right.
struct FollowsRejected: Error {}
