import EventFeed
import ServiceKit

/// Verifies every service, then that each reader stands where the owner's feed has been.
struct VerifyWork: Sendable {
    let ports: ClusterPorts
    let progress: ProgressLine
    let tell: @Sendable (String) -> Void

    /// - Returns: whether everything is as it should be, or else how it is not.
    func run(isFull: Bool) async throws -> ServiceExit {
        let watch = JobWatch(progress: progress.show)
        let outcomes = await ports.each { port -> Result<JobStatus, any Error> in
            do {
                return .success(try await watch.run(.verify(isFull: isFull, expected: nil), at: port))
            } catch {
                return .failure(error)
            }
        }
        progress.clear()
        var (isWrong, isSilent) = (false, false)
        for (port, outcome) in zip(ports.ports, outcomes) {
            switch outcome {
            case .success(let job):
                tell("\(port.place.name): \(job.state == .done ? "sound" : "WRONG")\n\(Self.indented(job.message))")
                if job.state != .done { isWrong = true }
            case .failure(let error):
                tell("\(port.place.name): not verified: \(SafeText.line("\(error)"))")
                isSilent = true
            }
        }
        if try await !cursorsHold() { isWrong = true }
        return isWrong ? .dataError : isSilent ? .unavailable : .ok
    }

    /// Asks each owner whether its feed has what its readers say they have read.
    private func cursorsHold() async throws -> Bool {
        let state = await StatusWork.state(of: ports)
        var allHold = true
        for (reader, facts) in state.subscriptions where facts.cursor > 0 {
            guard let owner = state.services.first(where: { $0.facts?.feed?.name == facts.feed }),
                let port = ports[owner.name], let position = FeedPosition(text: "\(facts.cursor):\(facts.hash)")
            else { continue }
            let request = DeskRequest.verify(isFull: false, expected: position)
            let job = try await JobWatch(progress: { _, _ in }).run(request, at: port)
            let place = "\(reader) stands at \(facts.cursor) of \(facts.feed)"
            let isThere = job.state == .done
            tell("\(place): " + (isThere ? "the feed has been there" : "WRONG\n\(Self.indented(job.message))"))
            allHold = allHold && isThere
        }
        return allHold
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    }
}
