import EventFeed
import Foundation
import ServiceKit

/// Orders work of services and follows it through their status reports.
struct JobWatch: Sendable {
    static let patience: Duration = .seconds(10)
    private static let interval: Duration = .milliseconds(250)

    /// Told how far the job of a service has come, each time it is asked.
    let progress: @Sendable (_ service: String, JobStatus) -> Void

    /// Returns once the job is done or failed.
    /// - Throws: `RunningServiceUnreachable` where the service cannot be asked or was started anew meanwhile.
    func run(_ request: DeskRequest, at port: ClusterPorts.Port) async throws -> JobStatus {
        let name = port.place.name
        do {
            var job = try await port.client.order(request, timeout: Self.patience)
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
            throw RunningServiceUnreachable("\(name): \(await WhyDown.text(error, port))")
        }
    }
}
