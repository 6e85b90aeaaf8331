import ServiceKit
import Testing

@testable import Operator

@Suite("What the services' programs say to a restore")
struct RestoreChecksTests {
    @Test("The plan names the lists of erasures, and how much is erased again by them")
    func found() {
        let text = plan([
            check("journal-writer", erasures: erasures(isRecent: true, lists: [("/b/e.txt", 4)], again: 3))
        ]).text
        #expect(text.contains("journal.n: 3 of the backup's events are erased again, by /b/e.txt (4)\n"))
        #expect(!text.contains("NO LIST") && !text.contains("In the way"))
    }

    @Test("Without a list that could know what was erased since, the plan says so loudly", arguments: [0, 1])
    func notFound(carried: Int) {
        let lists = Array([("/backup/e.txt", 4)].prefix(carried))
        let text = plan([check("journal-writer", erasures: erasures(isRecent: false, lists: lists, again: 0))]).text
        #expect(text.contains("NO LIST OF ERASURES was found where its service keeps it, /own/e.txt"))
        #expect(text.contains("WHO WAS ERASED AFTER THE BACKUP COMES BACK"))
        #expect(text.contains("/backup/e.txt (4), does not know of it") == (carried == 1))
    }

    @Test("What stands in the way is told of all services, and a program that could not be asked is in the way")
    func problems() {
        var notAsked = check("notifier")
        notAsked = RestorePlan.Check(name: notAsked.name, found: .notAsked("its config is not named"))
        let plan = plan([check("journal-writer", problems: ["it is in use", "it is a sample"]), notAsked])
        #expect(
            plan.problems == [
                "journal-writer: it is in use", "journal-writer: it is a sample", "notifier: its config is not named",
            ])
        #expect(plan.text.contains("In the way:\n  journal-writer: it is in use\n"))
        #expect(plan.text.contains("notifier: its lists of erasures were not looked for"))
    }

    @Test("A disk with room for each store and not for all is in the way; two disks are not added up")
    func shortage() {
        let (one, other) = (check("a", needed: 60, free: 100), check("b", needed: 60, free: 100))
        #expect(plan([one, other]).problems.count == 1)
        #expect(plan([one, other]).problems.first?.contains("need 120") == true)
        #expect(plan([one, check("b", needed: 60, free: 100, device: 2)]).problems.isEmpty)
        #expect(plan([one, check("b", needed: 30, free: 100)]).problems.isEmpty)
        #expect(plan([check("a", needed: 60, free: nil), check("b", needed: 60, free: nil)]).problems.isEmpty)
    }

    private func plan(_ checks: [RestorePlan.Check]) -> RestorePlan {
        var plan = RestorePlan(restored: [], others: [], unknown: []) { _, _ in true }
        plan.checks = checks
        return plan
    }

    private func check(
        _ name: String, problems: [String] = [], needed: Int64 = 1, free: Int64? = 1_000, device: UInt64 = 1,
        erasures: RestoreCheck.Erasures? = nil
    ) -> RestorePlan.Check {
        RestorePlan.Check(
            name: name,
            found: .checked(
                RestoreCheck(
                    problems: problems, store: "/var/\(name)", device: device, neededBytes: needed, reservedBytes: 10,
                    freeBytes: free, erasures: erasures)))
    }

    private func erasures(isRecent: Bool, lists: [(String, Int)], again: Int) -> RestoreCheck.Erasures {
        RestoreCheck.Erasures(
            feed: "journal.n", lookedFor: "/own/e.txt", isRecent: isRecent,
            lists: lists.map { RestoreCheck.List(path: $0.0, count: $0.1) }, again: again)
    }
}
