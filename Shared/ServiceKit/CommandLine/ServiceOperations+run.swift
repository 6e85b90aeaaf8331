import Logging
import Metrics
import ServiceLifecycle
import Synchronization

extension ServiceOperations {
    /// Runs the service until it is asked to stop or fails.
    public func run() async -> ServiceExit {
        await reportingStatus {
            let configuration = try configurationAndFiles()
            let logger = logger(configuration)
            ProcessSignals.prepare()
            do {
                let store = try openStore(configuration, purpose: .run, command: "run")
                return try await closing(store) { try await serve(configuration, store, logger) }
            } catch {
                let status = ServiceExit(for: error)
                logger.critical(
                    "the service stops",
                    metadata: [LogKey.error: "\(error)", LogKey.exitCode: "\(status.rawValue)"])
                throw error
            }
        }
    }

    private func serve(
        _ configuration: ConfigurationValues, _ store: Store, _ logger: Logger
    ) async throws -> ServiceExit {
        let context = try context(configuration, store)
        let assembly = try await definition.build(context)
        context.operatorWork.reloading.set { [self] in
            try await assembly.reload(self.configuration())
            logger.notice("the configuration was read again")
        }
        let listener = HealthListener(
            address: configuration[StandardKeys.healthHost], port: configuration[StandardKeys.healthPort],
            health: context.health, version: { [definition] in definition.version(of: store.identity) },
            metrics: context.metrics, logger: logger, onListening: invocation.onListening)
        let upkeep = StoreMaintenance(
            store: store, health: context.health, logger: logger, metrics: context.metrics, clock: ContinuousClock())
        let runner = ServiceRunner(
            drainLimit: configuration[StandardKeys.drainLimit], health: context.health, logger: logger,
            reload: reloading(context.operatorWork.reloading, logger))
        logger.notice(
            "the service starts",
            metadata: [
                LogKey.store: "\(store.path)", "store.sample": "\(store.identity.isSample)",
                "store.unclean_stop": "\(store.followedUncleanStop)",
                "service.version": "\(definition.version.version)",
            ])
        let status = try await runner.run([listener, upkeep] + assembly.services)
        logger.notice("the service has stopped", metadata: [LogKey.exitCode: "\(status.rawValue)"])
        return status
    }

    private func context(
        _ configuration: ConfigurationValues, _ store: Store
    ) throws -> ServiceContext {
        let metrics = MetricsBootstrap.once(seriesLimit: configuration[StandardKeys.metricsSeries])
        let maintenance = try maintenanceContext(configuration, store)
        return ServiceContext(
            maintenance: maintenance, health: Health(), metrics: metrics,
            operatorWork: OperatorWork(context: maintenance, maintenance: definition.maintenance))
    }

    /// A configuration that has become wrong is reported and leaves the service as it is.
    private func reloading(_ reloading: Reloading, _ logger: Logger) -> @Sendable () async -> Void {
        {
            do {
                try await reloading.run()
            } catch {
                logger.error("the configuration was not taken over", metadata: [LogKey.error: "\(error)"])
            }
        }
    }
}

/// Makes one registry the process's metrics system. swift-metrics allows it once a process; later calls get the same.
public enum MetricsBootstrap {
    private static let registry = Mutex<PrometheusRegistry?>(nil)

    public static func once(seriesLimit: Int) -> PrometheusRegistry {
        registry.withLock { present in
            if let present { return present }
            let made = PrometheusRegistry(seriesLimit: seriesLimit)
            MetricsSystem.bootstrap(made)
            present = made
            return made
        }
    }
}
