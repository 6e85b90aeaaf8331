import EventFeed
import Foundation
import Logging
import ZeroMQ

/// Hands an operator's request to the process that holds the store, over its own port.
public enum RunningService {
    /// How long the service may take to take a request on.
    private static let answerLimit: Duration = .seconds(10)
    /// How often the progress of a job is asked for.
    private static let pollInterval: Duration = .milliseconds(250)

    /// - Throws: `RunningServiceUnreachable` where it does not answer, or no operator's key is configured.
    @Sendable
    public static func ask(
        _ request: OperatorRequest, _ configuration: ConfigurationValues
    ) async throws -> OperatorOutcome {
        guard let keyFile = configuration[BusKeys.operatorKey] else {
            throw RunningServiceUnreachable(
                "the service is running and holds the store; to ask it, configure \(BusKeys.operatorKey.name)")
        }
        let keys = try BusFiles.keys(in: keyFile, of: BusKeys.operatorKey, configuration)
        let server = try BusFiles.keys(BusKeys.secretKey, configuration).publicKey
        let context = try ZeroMQContext(logger: Logger(label: "operator"))
        let client = FeedClient(
            context: context, endpoint: configuration[BusKeys.endpoint].text.reachable,
            curve: CurveClient(keys: keys, serverKey: server))
        let outcome: Result<OperatorOutcome, any Error>
        do { outcome = .success(try await carryOut(request, client)) } catch { outcome = .failure(error) }
        await client.close()
        await context.shutdown()
        return try outcome.get()
    }

    private static func carryOut(_ request: OperatorRequest, _ client: FeedClient) async throws -> OperatorOutcome {
        do {
            var job = try await client.order(DeskRequest(request), timeout: answerLimit)
            while job.state == .running {
                try await Task.sleep(for: pollInterval)
                guard let present = try await client.job(job.id, timeout: answerLimit) else {
                    return OperatorOutcome(
                        succeeded: false, lines: ["the service knows this job no more: it was started anew meanwhile"])
                }
                job = present
            }
            return OperatorOutcome(
                succeeded: job.state == .done, lines: job.message.split(separator: "\n").map(String.init))
        } catch let error as FeedClientError {
            throw RunningServiceUnreachable("the running service was asked to \(request.name): \(error)")
        }
    }
}

extension DeskRequest {
    fileprivate init(_ request: OperatorRequest) {
        switch request {
        case .backup(let directory): self = .backup(folder: directory)
        case .verify(let verify):
            self = .verify(
                isFull: verify.isFull,
                expected: verify.expectation.flatMap { FeedPosition(text: "\($0.sequence):\($0.hash)") })
        case .rebuild(let rebuild): self = .rebuild(feed: rebuild.feed)
        case .skip(let skip): self = .skip(feed: skip.feed, sequence: skip.sequence, reason: skip.reason)
        }
    }
}
