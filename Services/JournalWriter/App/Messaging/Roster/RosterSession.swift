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
