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
        let present = Mutex(configuration)
        context.operatorWork.reloading.set { [self] in
            let (values, mistakes) = rereadConfiguration(present)
            do {
                try await assembly.reload(values)
            } catch let error as ConfigurationError {
                throw ConfigurationError((mistakes?.mistakes ?? []) + error.mistakes)
            }
            if mistakes == nil { logger.notice("the configuration was read again") }
            return mistakes
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

    /// The configuration as it stands now, or else the present one and what is wrong with the new.
    private func rereadConfiguration(
        _ present: borrowing Mutex<ConfigurationValues>
    ) -> (ConfigurationValues, mistakes: ConfigurationError?) {
        do {
            let values = try self.configuration()
            present.withLock { $0 = values }
            return (values, nil)
        } catch {
            return (present.withLock { $0 }, error)
        }
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

    /// A configuration or allow-list that has become wrong is reported, and the present one stays.
    private func reloading(_ reloading: Reloading, _ logger: Logger) -> @Sendable () async -> Void {
        {
            let mistake: (any Error)?
            do { mistake = try await reloading.run() } catch { mistake = error }
            guard let mistake else { return }
            logger.error("the configuration was not taken over", metadata: [LogKey.error: "\(mistake)"])
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
