import GRDB
import Logging

/// What a service adds to the operator's work on its store.
public struct ServiceMaintenance: Sendable {
    /// Verifies what the service knows of its store beyond SQLite's own check, the chain of its feed above all. Is told
    /// of the newest backup's manifest, whose head must still be in the feed.
    public var verify: @Sendable (VerifyRequest, BackupManifest?, MaintenanceContext) async throws -> OperatorOutcome
    public var rebuild: @Sendable (RebuildRequest, MaintenanceContext) async throws -> OperatorOutcome
    public var skip: @Sendable (SkipRequest, MaintenanceContext) async throws -> OperatorOutcome
    /// Read from the copy, for its manifest.
    public var backupExtras: StoreBackup.Extras
    /// Changes a restored store before it is used: a new epoch, sessions ended. Is given the time the store lives by.
    public var restore: @Sendable (Database, BackupManifest, ConfigurationValues, @escaping WallClock) throws -> Void
    /// Nil: nothing of it can be erased.
    public var erasures: ErasureKeeping?

    /// A service without a feed or projection says so when asked.
    public init(
        verify:
            @escaping @Sendable (VerifyRequest, BackupManifest?, MaintenanceContext) async throws ->
            OperatorOutcome = { _, _, _ in OperatorOutcome(succeeded: true, lines: []) },
        rebuild: @escaping @Sendable (RebuildRequest, MaintenanceContext) async throws -> OperatorOutcome = { _, _ in
            OperatorOutcome(succeeded: false, lines: ["this service has no projection to rebuild"])
        },
        skip: @escaping @Sendable (SkipRequest, MaintenanceContext) async throws -> OperatorOutcome = { _, _ in
            OperatorOutcome(succeeded: false, lines: ["this service has no subscription to skip an event of"])
        },
        backupExtras: @escaping StoreBackup.Extras = { _ in [:] },
        restore:
            @escaping @Sendable (Database, BackupManifest, ConfigurationValues, @escaping WallClock) throws -> Void = {
                _, _, _, _ in
            },
        erasures: ErasureKeeping? = nil
    ) {
        self.verify = verify
        self.rebuild = rebuild
        self.skip = skip
        self.backupExtras = backupExtras
        self.restore = restore
        self.erasures = erasures
    }
}

/// What maintenance works with, in the running service as well as offline.
public struct MaintenanceContext: Sendable {
    public let configuration: ConfigurationValues
    public let store: Store
    public let logger: Logger
    public let now: WallClock
    public let faultPoints: FaultPoints
    /// Told how much of long work is done, and of how much.
    public var progress: @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }

    public init(
        configuration: ConfigurationValues, store: Store, logger: Logger, now: @escaping WallClock,
        faultPoints: FaultPoints
    ) {
        self.configuration = configuration
        self.store = store
        self.logger = logger
        self.now = now
        self.faultPoints = faultPoints
    }
}
