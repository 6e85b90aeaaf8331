import Foundation
import Testing

@testable import Operator

@Suite struct StatusPageTests {
    private static let now: Int64 = 1_795_862_412_000_000

    @Test("No line is wider than the window", arguments: [60, 80, 100, 120, 160, 240])
    func width(_ columns: Int) {
        let lines = StatusPage(state: Self.troubled, width: columns).lines
        #expect(lines.allSatisfy { $0.text.count <= columns })
        #expect(lines.count > 12)
    }

    @Test("What is down, stopped or failed is marked, and the reason stands below")
    func alarms() {
        let lines = StatusPage(state: Self.troubled, width: 80).lines
        let alarms = lines.filter { $0.weight == .alarm }.map(\.text)
        #expect(alarms.count == 4)
        #expect(alarms[0].contains("3 services, 1 down, 1 subscription waits for an operator"))
        #expect(alarms[1].hasPrefix("diary-reader") && alarms[1].contains("DOWN"))
        #expect(alarms[2].contains("diverged"))
        #expect(alarms[3].contains("verify") && alarms[3].contains("failed"))
        let text = lines.map(\.text).joined(separator: "\n")
        #expect(text.contains("diary-reader: tcp://127.0.0.1:7002: nobody listens there: it is not running"))
        #expect(text.contains("statistics-collector, journal.north: the past is another"))
    }

    @Test("Why something is down stands above the work that is done, and failed work above other: the end may be cut")
    func order() throws {
        let done = JobFacts(id: "2", kind: "backup", state: "done", done: 1, total: 1, message: "")
        var state = Self.troubled
        state.services.insert(Self.collector(Self.subscription(cursor: 100, head: 100), jobs: [done]), at: 0)
        let lines = StatusPage(state: state, width: 80).lines.map(\.text)
        let reason = try #require(lines.firstIndex { $0.hasPrefix("diary-reader: tcp://127.0.0.1:7002") })
        let jobs = try #require(lines.firstIndex { $0.hasPrefix("JOB OF") })
        #expect(reason < jobs && lines[jobs + 1].contains("failed") && lines[jobs + 2].contains("done"))
    }

    @Test("Where there is no room for a whole date, what is complete until another day than the page's shows that day")
    func otherDay() {
        var state = Self.sound
        #expect(StatusPage(state: state, width: 80).lines.contains { $0.text.contains(" 10:40:11 ") })
        state.at += 86_400_000_000
        #expect(StatusPage(state: state, width: 80).lines.contains { $0.text.contains(" 11-28 10:40 ") })
    }

    @Test("A cluster that does what it should has no alarm, and says so first")
    func sound() {
        let lines = StatusPage(state: Self.sound, width: 80).lines
        #expect(!lines.contains { $0.weight == .alarm })
        #expect(lines[0].text == "2026-11-28 10:40:12 UTC  2 services, all up")
        #expect(lines.contains { $0.text.hasPrefix("statistics-collector  journal.north  live") })
    }

    @Test("The lag is counted to the owner's end; of an owner that is away to what the reader knew of it")
    func lag() {
        let reading = Self.subscription(cursor: 90, head: 95)
        #expect(Self.sound.lag(of: reading) == Lag(events: 10, time: 2_000_000))
        let alone = ClusterState(at: Self.now, services: [])
        #expect(alone.lag(of: reading) == Lag(events: 5, time: nil))
    }

    @Test("Whatever services say stays on its line and tells a terminal nothing", arguments: HostileText.all)
    func hostile(_ text: String) throws {
        let stopped = SubscriptionFacts(
            feed: text, state: "diverged", reason: text, since: Self.now, cursor: 1, hash: "ab", head: 2,
            completeUntil: nil)
        let failed = JobFacts(id: "1", kind: text, state: "failed", done: 1, total: 2, message: text)
        let down = ServiceState(name: text, endpoint: "tcp://127.0.0.1:7002", answer: .down(text))
        let state = ClusterState(at: Self.now, services: [Self.collector(stopped, jobs: [failed]), down])
        for width in [60, 80, 160] {
            let lines = StatusPage(state: state, width: width).lines.map(\.text)
            #expect(lines.allSatisfy { HostileText.isHeld($0) && $0.count <= width }, "\(lines)")
        }
        let document = try StatusDocument(state).text
        #expect(document.split(separator: "\n").allSatisfy { HostileText.isHeld(String($0)) })
        let object = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
        let services = try #require(object?["services"] as? [[String: Any]])
        #expect(services.last?["why"] as? String == text, "a program gets what was said")
    }

    // MARK: Clusters

    private static func subscription(
        cursor: Int64, head: Int64, state: String = "live", reason: String? = nil
    ) -> SubscriptionFacts {
        SubscriptionFacts(
            feed: "journal.north", state: state, reason: reason, since: now, cursor: cursor, hash: "ab", head: head,
            completeUntil: now - 3_000_000)
    }

    private static var journal: ServiceState {
        let feed = FeedFacts(
            name: "journal.north", epoch: "e", head: 100, hash: "ab", completeUntil: now - 1_000_000)
        return ServiceState(
            name: "journal-writer", endpoint: "tcp://127.0.0.1:7001",
            answer: .up(
                ServiceFacts(
                    version: "0.1.0", isSample: false, feed: feed, subscriptions: [], jobs: [], walBytes: 4_120_000,
                    freeDiskBytes: 120_000_000_000, lastBackupAt: now - 7_200_000_000)))
    }

    private static func collector(_ subscription: SubscriptionFacts, jobs: [JobFacts] = []) -> ServiceState {
        ServiceState(
            name: "statistics-collector", endpoint: "tcp://127.0.0.1:7005",
            answer: .up(
                ServiceFacts(
                    version: "0.1.0", isSample: false, feed: nil, subscriptions: [subscription], jobs: jobs,
                    walBytes: 0, freeDiskBytes: 0, lastBackupAt: nil)))
    }

    private static var sound: ClusterState {
        ClusterState(at: now, services: [journal, collector(subscription(cursor: 100, head: 100))])
    }

    private static var troubled: ClusterState {
        let stopped = subscription(
            cursor: 120, head: 100, state: "diverged",
            reason: "the past is another, event 100 has not the hash known here")
        let failed = JobFacts(
            id: "1", kind: "verify", state: "failed", done: 3, total: 100,
            message: "event 3 was changed, or something before it: its chain hash does not follow\nmore")
        let down = ServiceState(
            name: "diary-reader", endpoint: "tcp://127.0.0.1:7002",
            answer: .down("tcp://127.0.0.1:7002: nobody listens there: it is not running"))
        return ClusterState(at: now, services: [journal, down, collector(stopped, jobs: [failed])])
    }
}
