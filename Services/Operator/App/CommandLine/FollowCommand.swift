import ArgumentParser
import Foundation
import School
import ServiceKit

struct FollowCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "follow",
            abstract: "Follow one entry through the services: accepted, in the diary, alert, intent, mail, statistics.",
            discussion: """
                Each service is asked over its operator port; no store and no log file is opened. It prints opaque \
                ids, words and instants, never what was entered, nor a name or an address. How long something took is \
                told for 31 days.

                A mark's id stands in the journal's API; a trace id on every error page, in the logs as trace.id, and \
                in what this command prints.

                Ends with 0 if all of it is done; with 69 if a service did not answer or has not come so far, and says \
                which; with 66 if nobody knows of it; with 78 if a service refuses to answer this key.

                """
                    + Examples.text(
                        "zvonok follow --mark 0199a3c2-5f7e-7c30-8d11-2f6d0b7a9e54",
                        "zvonok follow --mark 0199a3c2-5f7e-7c30-8d11-2f6d0b7a9e54 --wait 30",
                        "zvonok follow 4bf92f3577b34da6a3ce929d0e0e4736 --json"))
    }

    @OptionGroup var source: OperatorConfiguration
    @Argument(
        help: ArgumentHelp("A trace id: 32 hexadecimal digits, with or without hyphens.", valueName: "trace-id"),
        transform: { try identifier($0) })
    var trace: UUID?
    @Option(
        help: ArgumentHelp("A mark, by its id; in the place of a trace id.", valueName: "mark-id"),
        transform: { try identifier($0) })
    var mark: UUID?
    @Option(
        help: ArgumentHelp("Wait so long until all of it is done, 0 to 86400.", valueName: "seconds"))
    var wait = 0
    @Flag(help: "Print one JSON object.") var json = false

    func validate() throws {
        guard (trace == nil) != (mark == nil) else {
            throw ValidationError("name either a trace id or --mark with the id of a mark")
        }
        guard (0...86_400).contains(wait) else { throw ValidationError("--wait takes 0 to 86400 seconds, not \(wait)") }
    }

    func run() async throws {
        try await reporting {
            guard let subject = mark.map(WaySubject.mark) ?? trace.map(WaySubject.trace) else { return }
            let configuration = try source.load()
            let places = try ServicePlace.chosen([], configuration)
            let way = try await ClusterPorts.open(places, configuration) { ports in
                try await FollowWork(ports: ports, subject: subject, onWait: Self.report).follow(within: .seconds(wait))
            }
            StandardOutput.write(json ? try WayDocument(way).text : WayReport(way: way).text)
            if let exit = Self.exit(of: way) { throw ExitCode(exit.rawValue) }
        }
    }

    @Sendable
    private static func report(_ awaited: [String]) {
        for line in awaited { StandardError.write("zvonok: waiting: \(line)\n") }
    }

    /// Nil: all of it is done.
    static func exit(of way: Way) -> ServiceExit? {
        if way.isWhole { return nil }
        let isRefused = way.silent.contains { if case .refused = $0.silence { true } else { false } }
        if isRefused { return .configuration }
        return way.isUnknown && way.silent.isEmpty ? .noInput : .unavailable
    }

    /// As it is written with hyphens, or as traces are, without.
    private static func identifier(_ text: String) throws -> UUID {
        let digits = text.filter { $0 != "-" }
        guard digits.utf8.count == 32, text.utf8.count == 32 || text.utf8.count == 36,
            let id = UUID(uuidString: hyphenated(digits))
        else { throw ValidationError("expected 32 hexadecimal digits, with or without hyphens, not '\(text)'") }
        return id
    }

    private static func hyphenated(_ digits: String) -> String {
        [(0, 8), (8, 4), (12, 4), (16, 4), (20, 12)].map { start, count in
            String(digits.dropFirst(start).prefix(count))
        }.joined(separator: "-")
    }
}
