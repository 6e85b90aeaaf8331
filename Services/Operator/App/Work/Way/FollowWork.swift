import EventFeed
import Foundation
import ServiceKit

/// Asks the services for the way of something, until all of it is known or the time is over.
struct FollowWork {
    /// How long one answer may take.
    private static let patience: Duration = .seconds(5)
    /// How often it is asked again.
    private static let pause: Duration = .milliseconds(500)
    /// An event leads to an alert, that to a mail, that to its end; one more round finds nothing new.
    private static let rounds = 6

    let ports: ClusterPorts
    let subject: WaySubject
    /// Told, each time it is another, what is still awaited.
    let onWait: @Sendable ([String]) -> Void

    /// - Parameter limit: how long to wait for the whole way.
    func follow(within limit: Duration) async throws -> Way {
        let end = ContinuousClock.now + limit
        var awaited: [String] = []
        while true {
            let way = await look()
            guard !way.isWhole, ContinuousClock.now + Self.pause < end else { return way }
            if way.awaited != awaited {
                awaited = way.awaited
                onWait(awaited)
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    private func look() async -> Way {
        var way = Way(of: subject, await ask(Way(of: subject, [])))
        for _ in 1..<Self.rounds {
            let next = Way(of: subject, await ask(way))
            let isMore = next.stations.map(\.event) != way.stations.map(\.event)
            way = next
            guard isMore else { return way }
        }
        return way
    }

    /// Asks everybody about what is known so far; of whom was silent a moment ago nothing else is awaited in this look.
    private func ask(_ way: Way) async -> [WayAnswer] {
        let question = Self.question(way)
        let silent = Dictionary(way.silent.map { ($0.service, $0) }, uniquingKeysWith: { $1 })
        return await ports.each { port in
            if let known = silent[port.place.name] { return known }
            return await Self.answer(of: port, question)
        }
    }

    /// A mark is not followed by its trace: what else was entered in the same form has ways of its own.
    private static func question(_ way: Way) -> TraceQuestion {
        let events = way.stations.suffix(TraceQuestion.maximumEvents).map { TracedEvent($0.event) }
        return switch way.subject {
        case .mark(let mark): TraceQuestion(mark: mark, events: events)
        case .trace(let trace): TraceQuestion(trace: trace, events: events)
        }
    }

    private static func answer(of port: ClusterPorts.Port, _ question: TraceQuestion) async -> WayAnswer {
        var answer = WayAnswer(service: port.place.name, steps: [])
        do {
            answer.steps = try await port.client.trace(question, timeout: patience).compactMap(WayStep.init)
        } catch let error as FeedClientError {
            answer.silence = await silence(error, port)
        } catch {
            answer.silence = .away("\(error)")
        }
        return answer
    }

    private static func silence(_ error: FeedClientError, _ port: ClusterPorts.Port) async -> WayAnswer.Silence {
        if case .refused(let code, let message) = error { return .refused("\(code): \(message)") }
        let text = await WhyDown.text(error, port)
        return await port.client.trouble == .keyRefused ? .refused(text) : .away(text)
    }
}

extension Way {
    /// Why it is not whole, in words.
    var awaited: [String] {
        silent.map { "\($0.service) does not answer (\($0.silence?.why ?? ""))" } + pending
    }
}
