import EventFeed
import Foundation
import ServiceKit

/// Orders work of services and follows it through their status reports.
struct JobWatch: Sendable {
    static let patience: Duration = .seconds(10)
    private static let interval: Duration = .milliseconds(250)
    /// How often a service may call itself busy with nothing that it is busy with.
    private static let attempts = 40

    /// Told how far the job of a service has come, each time it is asked.
    let progress: @Sendable (_ service: String, JobStatus) -> Void

    /// Returns once the job is done or failed. Another's backup or verification that is running there is waited for.
    /// - Throws: `RunningServiceUnreachable` where the service cannot be asked or was started anew meanwhile.
    func run(_ request: DeskRequest, at port: ClusterPorts.Port) async throws -> JobStatus {
        let name = port.place.name
        do {
            var job = try await taken(request, at: port)
            while job.state == .running {
                progress(name, job)
                try await Task.sleep(for: Self.interval)
                guard let present = try await port.client.job(job.id, timeout: Self.patience) else {
                    throw RunningServiceUnreachable(
                        "\(name) was started anew meanwhile; its \(job.kind) came to nothing")
                }
                job = present
            }
            return job
        } catch let error as FeedClientError {
            if case .refused = error { throw error }
            throw await WhyDown.explained(error, [(port.place.endpoint.text, port.client)], of: name)
        }
    }

    private func taken(_ request: DeskRequest, at port: ClusterPorts.Port) async throws -> JobStatus {
        var attempts = 0
        while true {
            do {
                return try await port.client.order(request, timeout: Self.patience)
            } catch FeedClientError.refused(code: "busy", message: let message) {
                let running = try await port.client.status(timeout: Self.patience).jobs.first { job in
                    job.state == .running && ["backup", "verify"].contains(job.kind)
                }
                if let running { progress(port.place.name, running) }
                attempts = running == nil ? attempts + 1 : 0
                guard attempts < Self.attempts else {
                    throw FeedClientError.refused(code: "busy", message: message)
                }
                try await Task.sleep(for: Self.interval)
            }
        }
    }
}
