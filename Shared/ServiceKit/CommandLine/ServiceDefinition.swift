import GRDB
import Logging
import Metrics
import ServiceLifecycle

/// Everything the shared command line and the run of a service need to know about it: the composition root's face.
public struct ServiceDefinition: Sendable {
    /// Name, version, commit and event schemas; the store's own schema version is added.
    public var version: ServiceVersion
    /// One sentence for `--help`.
    public var summary: String
    /// The keys beside ``StandardKeys``.
    public var keys: [any ConfigurationDeclaration]
    public var schema: StoreSchema
    /// The names `--die-at` knows.
    public var faultPoints: [String]
    /// What is wrong with the files that the configuration names; asked before the store is touched.
    public var fileMistakes: @Sendable (ConfigurationValues) -> [ConfigurationMistake]
    /// Wires the service; called once the store is open.
    public var build: @Sendable (ServiceContext) async throws -> ServiceAssembly
    public var maintenance: ServiceMaintenance
    /// Hands an operator's request to the running process, through its command port.
    /// - Throws: ``RunningServiceUnreachable`` where it does not answer.
    public var askRunningService: @Sendable (OperatorRequest, ConfigurationValues) async throws -> OperatorOutcome

    public init(
        version: ServiceVersion, summary: String, keys: [any ConfigurationDeclaration], migrations: [StoreMigration],
        faultPoints: [String] = [], maintenance: ServiceMaintenance = ServiceMaintenance(),
        fileMistakes: @escaping @Sendable (ConfigurationValues) -> [ConfigurationMistake] = { _ in [] },
        askRunningService: @escaping @Sendable (OperatorRequest, ConfigurationValues) async throws -> OperatorOutcome,
        build: @escaping @Sendable (ServiceContext) async throws -> ServiceAssembly
    ) {
        schema = StoreSchema(service: version.name, migrations: migrations)
        self.version = version
        self.summary = summary
        self.keys = keys
        self.faultPoints = faultPoints
        self.maintenance = maintenance
        self.fileMistakes = fileMistakes
        self.askRunningService = askRunningService
        self.build = build
    }

    public var name: String { version.name }
    public var allKeys: [any ConfigurationDeclaration] { StandardKeys.all + keys }

    /// What `/version` and `version` say.
    public func version(of store: StoreIdentity?) -> ServiceVersion {
        var schemas = version.schemaVersions
        schemas["store"] = schema.version
        return ServiceVersion(
            name: version.name, version: version.version, commit: version.commit, schemaVersions: schemas,
            isSample: store?.isSample)
    }
}

/// What a service is built from.
public struct ServiceContext: Sendable {
    public let configuration: ConfigurationValues
    public let store: Store
    public let health: Health
    public let metrics: PrometheusRegistry
    public let logger: Logger
    /// Wall time, or the cluster's simulated time where the store is a sample and the configuration names its file.
    public let now: WallClock
    public let faultPoints: FaultPoints
    /// Performs operators' requests on the open store; what the command port hands its requests to.
    public let operatorWork: OperatorWork

    /// - Parameter maintenance: what operators' requests work with; it shares store, clock and fault points.
    public init(
        maintenance: MaintenanceContext, health: Health, metrics: PrometheusRegistry, operatorWork: OperatorWork
    ) {
        configuration = maintenance.configuration
        store = maintenance.store
        logger = maintenance.logger
        now = maintenance.now
        faultPoints = maintenance.faultPoints
        self.health = health
        self.metrics = metrics
        self.operatorWork = operatorWork
    }
}

/// A wired service.
public struct ServiceAssembly: Sendable {
    /// A later one may depend on an earlier one; they stop in reverse.
    public var services: [any Service]
    /// Called at SIGHUP, and when an operator asks for it, with the configuration read again; in the place of one with
    /// mistakes, which are logged, the present one is handed over once more: what files it names is read all the same.
    public var reload: @Sendable (ConfigurationValues) async throws -> Void

    public init(
        services: [any Service], reload: @escaping @Sendable (ConfigurationValues) async throws -> Void = { _ in }
    ) {
        self.services = services
        self.reload = reload
    }
}

/// A program of ours: gives the shared command line its definition. Its executable is one statement,
/// `await JournalWriter.main()`.
public protocol ServiceProgram: Sendable {
    static var definition: ServiceDefinition { get }
}
