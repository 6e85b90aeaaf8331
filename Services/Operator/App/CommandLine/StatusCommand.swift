import ArgumentParser
import ServiceKit

struct StatusCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status", abstract: "How the cluster stands: services, feeds, readers, jobs.",
            discussion: """
                Each service is asked over its port, all at the same time, and none is waited for longer than --wait. \
                A service is up, or the page says why it is not known to be. LAG counts the events that a reader has \
                not read, BEHIND is the time between what owner and reader know to be complete; while the owner does \
                not answer, LAG is what the reader knew of it last.

                --json prints one object: at, ok, services [name, endpoint, up, why, version, sample, feed {name, \
                epoch, head, hash, complete_until}, subscriptions [feed, state, reason, since, cursor, hash, \
                lag_events, lag_microseconds, complete_until], jobs [id, kind, state, done, total, message], \
                wal_bytes, free_disk_bytes, last_backup_at]. Instants are microseconds UTC; what is not known is null.

                Exit codes: 0 all is up and follows; 69 a service does not answer; 65 all answer, but a subscription \
                waits for an operator (diverged, poisoned, refused). --watch ends with 0.

                """ + Examples.text("zvonok status", "zvonok status --watch", "zvonok status notifier --json"))
    }

    @OptionGroup var source: OperatorConfiguration
    @Argument(help: "The services to ask; none named: all.") var services: [String] = []
    @Flag(help: "A page that redraws itself; q leaves it.") var watch = false
    @Flag(help: "Print one JSON object.") var json = false
    @Option(help: ArgumentHelp("How long to wait for a service, 1 to 60.", valueName: "seconds")) var wait = 3
    @Option(help: ArgumentHelp("How often --watch looks, 1 to 3600.", valueName: "seconds")) var every = 2

    func validate() throws {
        guard (1...60).contains(wait) else { throw ValidationError("--wait takes 1 to 60 seconds") }
        guard (1...3_600).contains(every) else { throw ValidationError("--every takes 1 to 3600 seconds") }
        guard !(watch && json) else { throw ValidationError("--watch is for a terminal, --json for a program") }
    }

    func run() async throws {
        try await reporting {
            let configuration = try source.load()
            let places = try ServicePlace.chosen(services, configuration)
            let patience = Duration.seconds(wait)
            let code = try await ClusterPorts.open(places, configuration) { ports in
                try await show { await StatusWork.state(of: ports, patience: patience) }
            }
            if code != .ok { throw ExitCode(code.rawValue) }
        }
    }

    private func show(_ ask: @escaping @Sendable () async -> ClusterState) async throws -> ServiceExit {
        guard watch else { return try write(await ask()) }
        guard let terminal = Terminal() else { throw WrongUse(description: "--watch needs a terminal") }
        await StatusWatch(terminal: terminal, interval: .seconds(every), ask: ask).run()
        return .ok
    }

    private func write(_ state: ClusterState) throws -> ServiceExit {
        let page = StatusPage(state: state, width: Self.printedWidth).lines.map { $0.text + "\n" }.joined()
        StandardOutput.write(json ? try StatusDocument(state).text : page)
        if !state.down.isEmpty { return .unavailable }
        return state.isSound ? .ok : .dataError
    }

    /// Wide enough that nothing is cut.
    private static let printedWidth = 160
}
