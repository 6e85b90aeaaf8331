import EventFeed
import Foundation

/// Finds all stations of a way: first what each service has of it, page by page, then what became of that, also in pages,
/// and of what came to light thereby.
struct WaySearch {
    /// One service's answer, or why there is none.
    typealias Ask = @Sendable (_ service: String, _ question: TraceQuestion) async -> Answer

    enum Answer: Sendable {
        case report([WayStep], recorded: Int?)
        case silent(WayAnswer.Silence)
    }

    /// The most stations that are asked about; a way of more is told as cut, never as whole.
    static let mostStations = 4_096
    /// An event leads to an alert, that to a mail, that to its end; one more round finds nothing new.
    private static let rounds = 6

    let subject: WaySubject
    /// In the order of the configuration.
    let services: [String]
    /// Programs that take part and are not among the services.
    let missing: [String]
    let ask: Ask

    func look() async -> Way {
        var answers = await each { await beginning(at: $0) }
        var asked: Set<UUID> = []
        for _ in 0..<Self.rounds {
            let open = Way(of: subject, answers).stations.map(\.event).filter { !asked.contains($0.id) }
                .prefix(Self.mostStations - asked.count)
            guard !open.isEmpty else { break }
            asked.formUnion(open.map(\.id))
            answers = await following(Array(open), answers)
        }
        return Way(of: subject, answers, missing: missing, asked: asked)
    }

    /// What a service has of it in its own feed.
    private func beginning(at service: String) async -> WayAnswer {
        var answer = WayAnswer(service: service, steps: [])
        var (after, known): (Int64, Int?) = (0, nil)
        while answer.steps.count < Self.mostStations {
            switch await ask(service, question(after)) {
            case .silent(let why):
                answer.silence = why
                return answer
            case .report(let steps, let recorded):
                known = recorded
                let page = steps.filter { $0.kind == .recorded && $0.event.sequence > after }
                answer.steps += page
                answer.unasked = max(0, (recorded ?? 0) - answer.steps.count)
                after = page.map(\.event.sequence).max() ?? after
                guard page.count >= TraceQuestion.maximumEvents else { return answer }
            }
        }
        // How many a mark has beyond them, nobody counts.
        if known == nil { answer.unasked = 1 }
        return answer
    }

    /// A mark is not followed by its trace: what else was entered in the same form has ways of its own.
    private func question(_ after: Int64) -> TraceQuestion {
        switch subject {
        case .mark(let mark): TraceQuestion(mark: mark, after: after)
        case .trace(let trace): TraceQuestion(trace: trace, after: after)
        }
    }

    /// What became of these events everywhere. Of whom was silent a moment ago nothing else is awaited in this look.
    private func following(_ events: [WayEvent], _ known: [WayAnswer]) async -> [WayAnswer] {
        let pages = stride(from: 0, to: events.count, by: TraceQuestion.maximumEvents).map { start in
            events[start..<min(start + TraceQuestion.maximumEvents, events.count)].map { TracedEvent($0) }
        }
        let byService = Dictionary(known.map { ($0.service, $0) }) { first, _ in first }
        return await each { service in
            var answer = byService[service] ?? WayAnswer(service: service, steps: [])
            for page in pages where answer.silence == nil {
                switch await ask(service, TraceQuestion(events: page)) {
                case .report(let steps, _): answer.steps += steps
                case .silent(let why): answer.silence = why
                }
            }
            return answer
        }
    }

    /// Of each service at the same time; in their order.
    private func each(_ body: @escaping @Sendable (String) async -> WayAnswer) async -> [WayAnswer] {
        await withTaskGroup(of: WayAnswer.self) { group in
            for service in services { group.addTask { await body(service) } }
            var answers: [String: WayAnswer] = [:]
            for await answer in group { answers[answer.service] = answer }
            return services.compactMap { answers[$0] }
        }
    }
}
