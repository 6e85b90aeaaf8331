import EventFeed
import Foundation
import ServiceKit

/// Asks the services for the way of something, until all of it is known or the time is over.
struct FollowWork {
    /// How long one answer may take.
    private static let patience: Duration = .seconds(5)
    /// How often it is asked again.
    private static let pause: Duration = .milliseconds(500)

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
            guard way.mayGoOn, ContinuousClock.now + Self.pause < end else { return way }
            if way.awaited != awaited {
                awaited = way.awaited
                onWait(awaited)
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    private func look() async -> Way {
        await WaySearch(
            subject: subject, services: ports.ports.map(\.place.name),
            missing: Self.missing(among: ports.ports.map(\.place.programName))
        ) { service, question in
            guard let port = ports[service] else { return .silent(.away("it is not configured")) }
            return await Self.answer(of: port, question)
        }.look()
    }

    /// Programs without which a cluster is none, and that the configuration does not name.
    static func missing(among programs: [String]) -> [String] { partaking.filter { !programs.contains($0) } }

    private static let partaking = [
        "journal-writer", "diary-reader", "deadline-monitor", "notifier", "statistics-collector",
    ]

    private static func answer(of port: ClusterPorts.Port, _ question: TraceQuestion) async -> WaySearch.Answer {
        do {
            let report = try await port.client.trace(question, timeout: patience)
            return .report(report.steps.compactMap(WayStep.init), recorded: report.recorded)
        } catch let error as FeedClientError {
            return .silent(await silence(error, port))
        } catch {
            return .silent(.away("\(error)"))
        }
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
        silent.map { "\($0.service) does not answer (\($0.silence?.why ?? ""))" }
            + missing.map { "\($0) is not among the configured services, and may have a part in it" }
            + (cut.map { [$0] } ?? []) + pending
    }
}
