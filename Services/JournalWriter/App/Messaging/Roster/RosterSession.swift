import Foundation
import School

/// One roster at work: what its records share.
final class RosterSession {
    let head: RosterHead
    let run: RosterRun
    var isClosed = false
    /// Schools known to be registered.
    var registered: Set<UUID> = []
    /// Records that were rejected: what refers to them is no problem of its own.
    private var failed: Set<RosterKey> = []

    init(head: RosterHead, run: RosterRun) {
        self.head = head
        self.run = run
    }

    func fail(_ key: RosterKey) { failed.insert(key) }
    func hasFailed(_ key: RosterKey) -> Bool { failed.contains(key) }
}

/// A record follows from one that was rejected: with that one mended it may be right.
struct FollowsRejected: Error {}
