import Testing

@testable import Operator

@Suite struct RestorePlanTests {
    @Test("A whole cluster backed up readers first: everybody goes on, and only later mails go out again")
    func whole() {
        let plan = RestorePlan(
            restored: [member("notifier", reads: 90), member("journal-writer", head: 100)], others: [], unknown: []
        ) { _, _ in true }
        #expect(plan.subscriptions.map(\.fate) == [.continues])
        #expect(plan.rebuilds.isEmpty)
        #expect(plan.text.contains("notifier in journal.n, which it has read up to 90: goes on"))
        #expect(plan.text.contains("sends again, under the same Message-ID"))
    }

    @Test("An owner restored alone: readers beyond its end are rebuilt, those before it go on, nothing is mailed anew")
    func ownerAlone() {
        let others = [("diary-reader", 100), ("deadline-monitor", 101), ("notifier", 7)].map { name, at in
            RestorePlan.Reader(name: name, isRestored: false, cursors: [cursor(Int64(at))])
        }
        let plan = RestorePlan(
            restored: [member("journal-writer", head: 100)], others: others, unknown: ["statistics-collector"]
        ) { _, cursor in cursor.sequence != 7 }
        #expect(plan.subscriptions.map(\.fate) == [.continues, .rebuilt(head: 100), .rebuiltForOtherPast])
        #expect(plan.rebuilds.map(\.reader) == ["deadline-monitor", "notifier"])
        #expect(plan.text.contains("none is sent again"))
        #expect(plan.text.contains("statistics-collector did not say how it stands"))
        #expect(plan.text.contains("journal.n ends with event 100; what came after is lost"))
    }

    @Test("A reader restored alone goes on if its owner still has the place; nothing is said of those not concerned")
    func readerAlone() {
        let other = RestorePlan.Reader(name: "diary-reader", isRestored: false, cursors: [cursor(3)])
        let plan = RestorePlan(restored: [member("notifier", reads: 90)], others: [other], unknown: []) { _, _ in true }
        #expect(plan.subscriptions.map(\.reader) == ["notifier"])
        #expect(plan.subscriptions.map(\.fate) == [.ownerUnknown])
        #expect(plan.rebuilds.isEmpty)
    }

    @Test("A reader restored alone has its fate by what its running owner says")
    func ownerAsked() {
        let place = RestorePlan.Place(cursor(90))
        for fate in [RestorePlan.Fate.continues, .rebuilt(head: 80), .rebuiltForOtherPast] {
            let plan = RestorePlan(
                restored: [member("notifier", reads: 90)], others: [], unknown: [], asked: [place: fate]
            ) { _, _ in false }
            #expect(plan.subscriptions.map(\.fate) == [fate])
            #expect(plan.rebuilds.count == (fate == .continues ? 0 : 1))
        }
    }

    private func cursor(_ sequence: Int64) -> ClusterManifest.Cursor {
        ClusterManifest.Cursor(feed: "journal.n", sequence: sequence, hash: "00")
    }

    private func member(_ name: String, head: Int64? = nil, reads: Int64? = nil) -> ClusterManifest.Member {
        ClusterManifest.Member(
            name: name, version: "0.1.0", isSample: false, file: "\(name)-1.sqlite", sha256: "00", createdAt: 0,
            feed: head.map { ClusterManifest.Feed(name: "journal.n", epoch: "e", head: $0, hash: "00") },
            cursors: reads.map { [cursor($0)] } ?? [])
    }
}
