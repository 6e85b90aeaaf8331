import EventFeed
import Foundation
import Logging
import School
import ServiceKit
import ZeroMQ

/// Imports: reads the file, brings it to the journal the configuration names, shows what came of it.
enum RosterWork {
    static func importOneRoster(_ request: OneRosterRequest, _ configuration: ConfigurationValues) async throws {
        let progress = ImportProgress()
        defer { progress.end() }
        let bundle = try OneRosterWork(request: request, progress: progress, now: try clock(configuration)()).read()
        progress.end()
        for warning in bundle.warnings { StandardError.write("warning: \(warning)\n") }
        try await bring(
            bundle.roster, onlyTry: request.onlyTry, mayEnd: request.mayEnd, configuration, progress,
            column: OneRosterColumns.name)
    }

    /// Brings a roster that was read to the journal and shows what came of it.
    static func bring(
        _ roster: Roster, onlyTry: Bool, mayEnd: Int, _ configuration: ConfigurationValues,
        _ progress: ImportProgress,
        column: @escaping @Sendable (RosterRecord, String) -> String? = { _, _ in nil }
    ) async throws {
        let outcome = try await withJournal(configuration) { client in
            try await RosterImport(client: client, progress: progress, now: try clock(configuration), column: column)
                .run(roster, onlyTry: onlyTry, mayEnd: mayEnd)
        }
        progress.end()
        for warning in outcome.leftOut { StandardError.write("warning: \(warning)\n") }
        let report = RosterReport(
            roster: roster, outcome: outcome, onlyTry: onlyTry,
            losses: RosterLoss.beyond(mayEnd, outcome.changes),
            today: try SchoolZone(named: RosterZone(nil).name).local(atMicroseconds: try clock(configuration)()).day)
        StandardOutput.write(report.text)
    }

    /// A sample's journal lives by the sample's clock; so do the commands it takes.
    static func clock(_ configuration: ConfigurationValues) throws -> WallClock {
        guard let path = configuration[StandardKeys.clockFile] else { return WallClocks.system }
        _ = try SimulatedClockWriter(path: path)
        return { (try? SimulatedClockWriter(path: path))?.now ?? WallClocks.system() }
    }

    private static func withJournal<Result>(
        _ configuration: ConfigurationValues, _ work: (FeedClient) async throws -> Result
    ) async throws -> Result {
        let keys = try OperatorFiles.keys(configuration)
        let journal = try OperatorFiles.owners(configuration).journal
        try await WhyDown.unlessNobody(listensAt: journal.endpoint.text, for: .seconds(3))
        let context = try ZeroMQContext(logger: Logger(label: "zvonok"))
        let client = FeedClient(
            context: context, endpoint: journal.endpoint.text,
            curve: CurveClient(keys: keys, serverKey: journal.serverKey))
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await work(client))
        } catch {
            outcome = .failure(await WhyDown.explained(error, [(journal.endpoint.text, client)]))
        }
        await client.close()
        await context.shutdown()
        return try outcome.get()
    }
}
