import EventFeed
import Foundation
import ServiceKit
import Synchronization
import Testing

@testable import Operator

@Suite("The search for all stations of a way")
struct WaySearchTests {
    @Test(
        "a trace of more events than one question holds is followed whole: every one is shown, and what became of it",
        arguments: [256, 257, 300, 512, 4_096])
    func pages(count: Int) async {
        let services = SampleServices(events: count)
        let way = await services.search.look()
        #expect(way.stations.count == count && way.unasked == 0 && way.isWhole)
        #expect(way.stations.allSatisfy { $0.followers.map(\.service) == ["diary-reader"] })
        #expect(services.largest <= TraceQuestion.maximumEvents)
        #expect(FollowCommand.exit(of: way) == nil)
    }

    @Test("one event that is not applied yet is awaited, wherever in the trace it stands", arguments: [1, 256, 300])
    func pending(sequence: Int64) async {
        let way = await SampleServices(events: 300, waiting: sequence).search.look()
        #expect(!way.isWhole)
        #expect(way.pending.count == 1 && way.pending[0].contains("the event is \(sequence);"))
    }

    @Test(
        "of more events than are followed the first are, and how many are not is said in every form",
        arguments: [true, false])
    func cut(isCounted: Bool) async throws {
        let services = SampleServices(events: 5_000, isCounted: isCounted)
        let way = await services.search.look()
        #expect(way.stations.count == 4_096 && way.stations.last?.event.sequence == 4_096)
        #expect(way.unasked == (isCounted ? 904 : 1))
        #expect(!way.isWhole && way.pending.isEmpty && FollowCommand.exit(of: way) == .unavailable)
        let words = "\(way.unasked) more events of it, or more, are not shown, and nobody was asked about them"
        let text = WayReport(way: way).text
        #expect(text.contains("\nCUT: \(words).\n") && text.hasSuffix("\nStill to come:\n  \(words)\n"))
        #expect(try WayDocument(way).text.contains("\"not_asked\":\(way.unasked)"))
        #expect(services.questions <= 3 * 16 + 1)
    }

    @Test("what followed from the events is asked about too; if there is too much of it, it is not whole")
    func followers() async {
        let few = await SampleServices(events: 2_000, mails: 1).search.look()
        #expect(few.stations.count == 4_000 && few.isWhole)
        let many = await SampleServices(events: 3_000, mails: 1).search.look()
        #expect(many.stations.count == 4_096 && many.unasked == 1_904 && !many.isWhole)
    }

    @Test("a service that answers the first page and then no more is silent, not done")
    func silentLater() async {
        let way = await SampleServices(events: 300, silentAfter: 1).search.look()
        #expect(!way.isWhole && way.silent.map(\.service).contains("diary-reader"))
    }
}

/// A journal with a trace of many events, and a diary that has read them.
private final class SampleServices: Sendable {
    private let trace = UUID()
    private let events: [WayEvent]
    private let mails: [WayEvent]
    private let waiting: Int64?
    private let isCounted: Bool
    private let silentAfter: Int
    private let asked = Mutex((questions: 0, largest: 0, ofDiary: 0))

    init(
        events: Int, mails: Int = 0, waiting: Int64? = nil, isCounted: Bool = true, silentAfter: Int = .max
    ) {
        self.events = (1...Int64(events)).map { Self.event("journal.test", $0, "MarkGiven") }
        self.mails = mails == 0 ? [] : (1...Int64(events)).map { Self.event("deliveries.test", $0, "MailAccepted") }
        self.waiting = waiting
        self.isCounted = isCounted
        self.silentAfter = silentAfter
    }

    private static func event(_ feed: String, _ sequence: Int64, _ type: String) -> WayEvent {
        WayEvent(feed: feed, sequence: sequence, id: UUID(), type: type, thing: nil)
    }

    var questions: Int { asked.withLock { $0.questions } }
    var largest: Int { asked.withLock { $0.largest } }

    var search: WaySearch {
        WaySearch(subject: .trace(trace), services: ["journal-writer", "diary-reader"], missing: []) {
            self.answer($0, $1)
        }
    }

    private func answer(_ service: String, _ question: TraceQuestion) -> WaySearch.Answer {
        let ofDiary = asked.withLock { asked in
            asked.questions += 1
            asked.largest = max(asked.largest, question.events.count)
            if service == "diary-reader" { asked.ofDiary += 1 }
            return asked.ofDiary
        }
        if service == "diary-reader" {
            return ofDiary > silentAfter ? .silent(.away("it hangs")) : .report(read(question.events), recorded: 0)
        }
        let page = events.filter { $0.sequence > question.after }.prefix(TraceQuestion.maximumEvents)
        guard question.trace != nil else { return .report([], recorded: nil) }
        return .report(page.map { step(.recorded, $0) }, recorded: isCounted ? events.count : nil)
    }

    /// Applied, and mailed where there are mails.
    private func read(_ events: [TracedEvent]) -> [WayStep] {
        events.filter { $0.feed == "journal.test" }.flatMap { event -> [WayStep] in
            let own = self.events[Int(event.sequence) - 1]
            if event.sequence == waiting { return [step(.waiting, own)] }
            return [step(.applied, own)] + (mails.isEmpty ? [] : [step(.recorded, mails[Int(event.sequence) - 1])])
        }
    }

    private func step(_ kind: WayStep.Kind, _ event: WayEvent) -> WayStep {
        WayStep(event: event, kind: kind, at: event.sequence, trace: trace, cursor: 0)
    }
}
