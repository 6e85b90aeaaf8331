import GRDB
import Logging

/// What the subcommands do, apart from how they are parsed. Each returns the code the process ends with.
public struct ServiceOperations: Sendable {
    let definition: ServiceDefinition
    let invocation: ServiceInvocation

    public init(_ definition: ServiceDefinition, _ invocation: ServiceInvocation) {
        self.definition = definition
        self.invocation = invocation
    }

    /// Prints every key with its value and where it came from, or every mistake.
    public func checkConfiguration() async -> ServiceExit {
        await reporting { invocation.output(try configurationAndFiles().listing + "\n") }
    }

    /// Prints a commented configuration file.
    public func printExample() -> ServiceExit {
        invocation.output("\(ConfigurationExample(keys: definition.allKeys))")
        return .ok
    }

    public func printVersion() -> ServiceExit {
        invocation.output(definition.version(of: nil).text)
        return .ok
    }

    /// Makes the store or brings its schema up to date. Needs the lock.
    public func migrate() async -> ServiceExit {
        await reporting {
            let store = try openStore(configuration(), purpose: .migrate, command: "migrate")
            try store.close()
            invocation.output("the store \(store.path) has schema \(definition.schema.version)\n")
        }
    }

    /// Does an operator's work: in this process where the store is free, else by asking the process that holds it.
    public func perform(_ request: OperatorRequest) async -> ServiceExit {
        await reportingStatus {
            let configuration = try configuration()
            let outcome = try await outcome(of: request, configuration)
            outcome.lines.forEach { invocation.output($0 + "\n") }
            return outcome.succeeded ? .ok : .dataError
        }
    }

    private func outcome(
        of request: OperatorRequest, _ configuration: ConfigurationValues
    ) async throws -> OperatorOutcome {
        let store: Store
        do {
            store = try openStore(configuration, purpose: .maintain, command: request.name)
        } catch {
            guard error.code == .locked else { throw error }
            return try await definition.askRunningService(request, configuration)
        }
        return try await closing(store) {
            let context = try maintenanceContext(configuration, store)
            return try await OperatorWork(context: context, maintenance: definition.maintenance).perform(request)
        }
    }
}

// MARK: - What the operations share

extension ServiceOperations {
    func configuration() throws(ConfigurationError) -> ConfigurationValues {
        try configuration { _ in [] }
    }

    /// The configuration, the files it names having been looked into: what a start would refuse is refused here.
    func configurationAndFiles() throws(ConfigurationError) -> ConfigurationValues {
        try configuration(definition.fileMistakes)
    }

    private func configuration(
        _ moreMistakes: (ConfigurationValues) -> [ConfigurationMistake]
    ) throws(ConfigurationError) -> ConfigurationValues {
        let values = try ConfigurationLoader(keys: definition.allKeys).load(invocation.sources)
        let mistakes = StandardKeys.mistakes(values) + moreMistakes(values)
        guard mistakes.isEmpty else { throw ConfigurationError(mistakes) }
        return values
    }

    func storeOptions(
        _ configuration: ConfigurationValues, purpose: StoreOptions.Purpose, command: String
    ) -> StoreOptions {
        StoreOptions(
            path: configuration[StandardKeys.storePath], purpose: purpose,
            isSample: configuration[StandardKeys.storeIsSample], command: "\(definition.name) \(command)",
            minimumFreeBytes: Int64(configuration[StandardKeys.storeMinimumFree]))
    }

    func openStore(
        _ configuration: ConfigurationValues, purpose: StoreOptions.Purpose, command: String
    ) throws(StoreFailure) -> Store {
        try Store.open(storeOptions(configuration, purpose: purpose, command: command), schema: definition.schema)
    }

    /// Closes the store after the work, but not after a fatal error: nothing more is written to the file then, and the
    /// next start checks it.
    func closing<Value>(_ store: Store, _ work: () async throws -> Value) async throws -> Value {
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        if case .failure(let failure as StoreFailure) = result, failure.isFatal { throw failure }
        try store.close()
        return try result.get()
    }

    func maintenanceContext(_ configuration: ConfigurationValues, _ store: Store) throws -> MaintenanceContext {
        MaintenanceContext(
            configuration: configuration, store: store, logger: logger(configuration),
            now: try wallClock(configuration, store.identity), faultPoints: try faultPoints(store))
    }

    func faultPoints(_ store: Store) throws(FaultPointError) -> FaultPoints {
        try FaultPoints(
            dieAt: invocation.dieAt, declared: definition.faultPoints, isSample: store.identity.isSample)
    }

    func wallClock(
        _ configuration: ConfigurationValues, _ identity: StoreIdentity
    ) throws(SimulatedClockError) -> WallClock {
        guard let path = configuration[StandardKeys.clockFile] else { return WallClocks.system }
        return try SimulatedClock(path: path, identity: identity).wallClock
    }

    func logger(_ configuration: ConfigurationValues) -> Logger {
        if let logger = invocation.logger { return logger }
        LogBootstrap.once(level: configuration[StandardKeys.logLevel], format: configuration[StandardKeys.logFormat])
        return Logger(label: definition.name)
    }

    /// Runs an operation; an error goes to standard error, whole, and becomes the exit code.
    func reporting(_ body: () async throws -> Void) async -> ServiceExit {
        await reportingStatus {
            try await body()
            return .ok
        }
    }

    func reportingStatus(_ body: () async throws -> ServiceExit) async -> ServiceExit {
        do {
            return try await body()
        } catch {
            invocation.errorOutput("\(error)\n")
            return ServiceExit(for: error)
        }
    }
}
