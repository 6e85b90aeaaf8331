import GRDB
import Glibc
import ServiceKit
import ServiceLifecycle

/// A small service for the command line's tests.
enum ServiceFixture: ServiceProgram {
    static let greeting = ConfigurationKey("greeting", .string, default: "ding", doc: "What the bell says.")

    /// What the program of this name does: as its greeting says, it asks itself to stop, dies at its fault point,
    /// reads its configuration again, or fails.
    static var definition: ServiceDefinition {
        make(build: { context in
            let reloads = CapturedLines()
            let bell = Bell(
                greeting: context.configuration[greeting], health: context.health,
                point: context.faultPoints.point("before-ring"), reloads: reloads)
            return ServiceAssembly(services: [bell], reload: { reloads.append($0[greeting]) })
        })
    }

    private struct Bell: Service {
        struct Broken: Error {}

        let greeting: String
        let health: Health
        let point: FaultPoint
        let reloads: CapturedLines

        func run() async throws {
            try await waitUntil { health.report.isReady }
            point.hit()
            switch greeting {
            case "break": throw Broken()
            case "interrupt": kill(getpid(), SIGINT)
            case "reload":
                for count in 1...2 {
                    kill(getpid(), SIGHUP)
                    try await waitUntil { reloads.all.count == count }
                }
                kill(getpid(), SIGTERM)
            default: kill(getpid(), SIGTERM)
            }
            try await gracefulShutdown()
        }
    }

    static func make(
        maintenance: ServiceMaintenance = ServiceMaintenance(),
        fileMistakes: @escaping @Sendable (ConfigurationValues) -> [ConfigurationMistake] = { _ in [] },
        ask: @escaping @Sendable (OperatorRequest, ConfigurationValues) async throws -> OperatorOutcome = { _, _ in
            throw RunningServiceUnreachable("bell-keeper does not answer on its command port: try again")
        },
        build: @escaping @Sendable (ServiceContext) async throws -> ServiceAssembly = { _ in
            ServiceAssembly(services: [])
        }
    ) -> ServiceDefinition {
        ServiceDefinition(
            version: ServiceVersion(name: "bell-keeper", version: "1.2.3", schemaVersions: ["bell": 3]),
            summary: "Keeps the bells.", keys: [greeting], migrations: [StoreFixture.migration],
            faultPoints: ["before-ring"], maintenance: maintenance, fileMistakes: fileMistakes,
            askRunningService: ask, build: build)
    }

    /// What an operation wrote and how it ended.
    struct Result {
        let status: ServiceExit
        let output: String
        let errors: String
    }

    static func perform(
        _ directory: String, _ definition: ServiceDefinition = make(), flags: [String] = [], dieAt: String? = nil,
        log: CapturedLines = CapturedLines(), onListening: @escaping @Sendable (Int) async -> Void = { _ in },
        _ body: (ServiceOperations) async -> ServiceExit
    ) async -> Result {
        let (output, errors) = (CapturedLines(), CapturedLines())
        let standard = [
            "store.path=bells.sqlite", "health.port=0", "store.minimum-free=1MiB",
            // The most: a service that is slow to end beside a thousand other tests would end them all.
            "lifecycle.drain=600s",
        ]
        let overridden = flags.map { $0.prefix { $0 != "=" } }
        let sources = ConfigurationSources(
            flags: standard.filter { !overridden.contains($0.prefix { $0 != "=" }) } + flags,
            workingDirectory: directory)
        let invocation = ServiceInvocation(
            sources: sources, dieAt: dieAt, output: { output.append($0) }, errorOutput: { errors.append($0) },
            logger: log.logger(), onListening: onListening)
        let status = await body(ServiceOperations(definition, invocation))
        return Result(
            status: status, output: output.text.replacing(directory + "/", with: ""),
            errors: errors.text.replacing(directory + "/", with: ""))
    }
}
