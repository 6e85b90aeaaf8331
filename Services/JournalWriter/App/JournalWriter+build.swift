import EventFeed
import School
import ServiceKit
import Web

/// The journal-writer: it owns what is entered in the journals of its schools.
public enum JournalWriter: ServiceProgram {
    public static var definition: ServiceDefinition {
        ServiceDefinition(
            version: ServiceVersion(name: "journal-writer", version: "0.1.0", schemaVersions: ["journal": 1]),
            summary: "Keeps the journals of its schools: takes commands, records events, serves the journal feed.",
            keys: JournalKeys.all,
            migrations: [
                StoreMigration(name: "event-log-1", sql: EventLog.schema1),
                StoreMigration(name: "journal-1", sql: JournalStore.schema1),
                StoreMigration(name: "journal-2", sql: JournalStore.schema2),
                StoreMigration(name: "session-1", sql: SessionTable.schema1),
                StoreMigration(name: "read-record-1", sql: ReadRecordTable.schema1),
                StoreMigration(name: "journal-3", sql: JournalStore.schema3),
                StoreMigration(name: "journal-4", sql: JournalStore.schema4),
                StoreMigration(name: "event-log-2", sql: EventLog.schema2),
                StoreMigration(name: "roster-1", sql: JournalStore.roster1),
                StoreMigration(name: "event-log-3", sql: EventLog.schema3),
                StoreMigration(name: "journal-5", sql: JournalStore.schema5),
                StoreMigration(name: "roster-names-1", sql: JournalStore.rosterNames1),
            ],
            faultPoints: FaultHook.names, maintenance: maintenance,
            fileMistakes: { BusFiles.mistakes($0) + WebKeys.mistakes($0) },
            askRunningService: RunningService.ask, build: build)
    }

    /// The composition root.
    private static func build(_ context: ServiceContext) async throws -> ServiceAssembly {
        let log = eventLog(context.configuration, now: context.now)
        try await log.prepare(context.store.pool)
        try await noteErasures(log, context)
        let bus = try await Bus.open(context.configuration, logger: context.logger)
        let desk = ServiceDesk(
            .init(
                version: definition.version, store: context.store, work: context.operatorWork, log: log,
                subscriptions: [], backupDirectory: context.configuration[StandardKeys.backupDirectory],
                way: { question, database in try MarkWay.steps(of: question, log: log, in: database) }))
        let queue = CommandQueue()
        let server = FeedServer(
            context: bus.context, keys: bus.keys, allowList: bus.allowList,
            parts: .init(
                log: log, database: context.store.pool, commands: queue, desk: desk,
                isSample: context.store.identity.isSample),
            logger: context.logger)
        let faults = FaultHook(context.faultPoints)
        let owner = FeedOwner(
            executor: CommandExecutor(log: log, handler: JournalCommandHandler(), faults: faults), queue: queue,
            server: server, database: context.store.pool, hasRoom: { [store = context.store] in store.hasRoom },
            faults: faults,
            afterErasure: { try await noteErasures(log, context) }, logger: context.logger)
        let web = try await web(queue, context)
        try await bus.start(server)
        return ServiceAssembly(services: [bus.closing, desk] + owner.services + web.services) { configuration in
            try await bus.reload(configuration, server: server)
        }
    }

    private static func web(_ queue: CommandQueue, _ context: ServiceContext) async throws -> JournalWeb {
        let commands = CommandDesk { await queue.perform($0) }
        let reads = ReadRows(context.store.pool)
        let reader = JournalReader(context.store.pool)
        return try JournalWeb(
            .init(
                web: WebConfiguration(context.configuration, basePath: JournalKeys.basePath),
                isSample: context.store.identity.isSample, now: context.now, logger: context.logger,
                reader: reader, desk: commands,
                keys: SigningKeyring(
                    secrets: SigningSecrets(context.store.pool), desk: commands, now: context.now),
                sessionStore: SessionRows(context.store.pool),
                doorSecret: try await reader.read { try $0.doorSecret() }, readSink: { try await reads.insert($0) }))
    }

    /// Notes beside the backups what is erased: after each erasure, and at each start, because the stop before it may
    /// have come between an erasure's commit and its note, or the backups' disk may have been full.
    private static func noteErasures(_ log: EventLog, _ context: ServiceContext) async throws {
        try await ledger(context.configuration).note(try await log.erasures(reading: context.store.pool))
    }

    private static func ledger(_ configuration: ConfigurationValues) -> ErasureLedger {
        ErasureLedger(
            directory: configuration[StandardKeys.backupDirectory], feed: configuration[JournalKeys.feed])
    }

    private static func eventLog(_ configuration: ConfigurationValues, now: @escaping WallClock) -> EventLog {
        EventLog(feed: configuration[JournalKeys.feed], erasableTypes: JournalEvents.erasableTypes, now: now)
    }
}

// MARK: - An operator's work on the store

extension JournalWriter {
    private static var maintenance: ServiceMaintenance {
        ServiceMaintenance(
            verify: { request, newest, context in
                let log = eventLog(context.configuration, now: context.now)
                return try await FeedMaintenance.verify(log, request, newest: newest, in: context)
            },
            backupExtras: { database in
                guard let log = try EventLog.stored(in: database) else { return [:] }
                return try FeedMaintenance.extras(log, in: database)
            },
            restore: { database, _, configuration, now in
                let log = eventLog(configuration, now: now)
                try log.renewEpoch(in: database)
                // Who was signed in when the backup was made may have been signed out since.
                try SessionRows.removeAll(in: database)
            },
            erasures: ErasureKeeping(
                ledger: ledger,
                eraseAgain: { events, database, configuration, now in
                    try ErasureReplay.run(events, log: eventLog(configuration, now: now), now: now(), in: database)
                }))
    }
}
