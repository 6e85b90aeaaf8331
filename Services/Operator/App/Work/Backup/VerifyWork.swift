import EventFeed
import ServiceKit

/// Verifies every service, and that each reader stands where the owner's feed has been: one job a service.
struct VerifyWork: Sendable {
    /// How many services verify at the same time: each reads its whole disk.
    private static let atOnce = 8

    let ports: ClusterPorts
    let progress: ProgressLine
    let tell: @Sendable (String) -> Void

    private typealias Outcomes = [String: Result<JobStatus, any Error>]

    /// - Returns: whether everything is as it should be, or else how it is not.
    func run(isFull: Bool) async throws -> ServiceExit {
        let state = await StatusWork.state(of: ports)
        let outcomes = await verify(isFull, state)
        progress.clear()
        var (isWrong, isSilent) = (false, false)
        for port in ports.ports {
            switch outcomes[port.place.name] {
            case .success(let job):
                tell("\(port.place.name): \(job.state == .done ? "sound" : "WRONG")\n\(Self.findings(job))")
                if job.state != .done { isWrong = true }
            case .failure(let error):
                tell("\(port.place.name): not verified: \(SafeText.line("\(error)"))")
                isSilent = true
            case nil: isSilent = true
            }
        }
        if !cursorsHold(state, outcomes) { isWrong = true }
        return isWrong ? .dataError : isSilent ? .unavailable : .ok
    }

    private func verify(_ isFull: Bool, _ state: ClusterState) async -> Outcomes {
        let watch = JobWatch(progress: progress.show)
        let results = await ports.each(atOnce: Self.atOnce) { port -> Result<JobStatus, any Error> in
            let request = DeskRequest.verify(
                isFull: isFull, expected: nil, places: Self.places(in: port.place.name, state))
            do {
                return .success(try await watch.run(request, at: port))
            } catch {
                return .failure(error)
            }
        }
        return Dictionary(zip(ports.ports.map(\.place.name), results)) { first, _ in first }
    }

    /// Where readers stand in the feed of a service.
    private static func places(in owner: String, _ state: ClusterState) -> [FeedPosition] {
        let feed = state.services.first { $0.name == owner }?.facts?.feed?.name
        let positions = state.subscriptions.filter { $0.facts.feed == feed }.compactMap { $0.facts.position }
        return Array(Set(positions).prefix(DeskRequest.maximumPlaces))
    }

    /// Whether each owner's feed has what its readers say they have read.
    private func cursorsHold(_ state: ClusterState, _ outcomes: Outcomes) -> Bool {
        var allHold = true
        for (reader, facts) in state.subscriptions {
            guard let position = facts.position, let owner = state.serviceOwning(facts.feed),
                case .success(let job)? = outcomes[owner.name], job.state == .done
            else { continue }
            let place = "\(reader) stands at \(facts.cursor) of \(facts.feed)"
            switch position.holds(by: job.message) {
            case true?: tell("\(place): the feed has been there")
            case false?:
                tell("\(place): WRONG: the feed has another chain hash there, or no such event")
                allHold = false
            case nil: tell("\(place): not looked at, \(owner.name) is of an older version")
            }
        }
        return allHold
    }

    private static func findings(_ job: JobStatus) -> String {
        job.message.split(separator: "\n").filter { !$0.hasPrefix("place ") }.map { "    \($0)" }
            .joined(separator: "\n")
    }
}

extension ClusterState {
    /// The service that owns a feed.
    func serviceOwning(_ feed: String) -> ServiceState? { services.first { $0.facts?.feed?.name == feed } }
}

extension SubscriptionFacts {
    /// Nil where nothing was read yet.
    fileprivate var position: FeedPosition? { cursor > 0 ? FeedPosition(text: "\(cursor):\(hash)") : nil }
}
