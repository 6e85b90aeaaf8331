import EventFeed
import Foundation
import GRDB
import Synchronization

extension ServiceOperations {
    /// Puts a backup in the store's place. Needs the lock.
    /// - Parameter erasures: lists of erasures beside those that are found.
    public func restore(backup: String, erasures named: [String] = []) async -> ServiceExit {
        await reporting {
            let configuration = try configuration()
            let lists = erasureLists(configuration, backup, named)
            let erasedAgain = Mutex(0)
            let restore = storeRestore(configuration) { database, manifest, now in
                try definition.maintenance.restore(database, manifest, configuration, now)
                guard let lists else { return }
                let events = try lists.events()
                let held = try ErasureLists.held(events, in: database)
                erasedAgain.withLock { $0 = held }
                try definition.maintenance.erasures?.eraseAgain(events, database, configuration, now)
                // From here on the service's own list knows what any of them knew.
                if lists.isRecent { try lists.own.add(events) }
            }
            let isRecent = lists?.isRecent ?? true
            let outcome = try await BlockingWork.run { try restore.run(backup: backup) }
            invocation.output("restored \(configuration[StandardKeys.storePath]) from \(backup)\n")
            if let setAside = outcome.setAside { invocation.output("the store that was there is now \(setAside)\n") }
            guard let lists else { return }
            invocation.output("erased again: \(erasedAgain.withLock { $0 }) events of \(lists.own.feed.rawValue)\n")
            if !isRecent {
                invocation.output(
                    "there was no list of erasures \(lists.own.path): what was erased after the backup is back\n")
            }
        }
    }

    /// Says in JSON what a restore would meet, and changes nothing.
    public func checkRestore(backup: String, erasures named: [String] = []) async -> ServiceExit {
        await reportingStatus {
            let configuration = try configuration()
            let lists = erasureLists(configuration, backup, named)
            let restore = storeRestore(configuration) { _, _, _ in }
            let check = try await BlockingWork.run {
                try restore.check(backup: backup, erasures: lists) { database in
                    try lists.map { try ErasureLists.held(try $0.events(), in: database) } ?? 0
                }
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            invocation.output(String(decoding: try encoder.encode(check), as: UTF8.self) + "\n")
            return check.problems.isEmpty ? .ok : .dataError
        }
    }

    private func erasureLists(
        _ configuration: ConfigurationValues, _ backup: String, _ named: [String]
    ) -> ErasureLists? {
        (definition.maintenance.erasures?.ledger(configuration)).map {
            ErasureLists(own: $0, backup: backup, named: named)
        }
    }

    private func storeRestore(
        _ configuration: ConfigurationValues,
        _ transform: @escaping @Sendable (Database, BackupManifest, @escaping WallClock) throws -> Void
    ) -> StoreRestore {
        let options = storeOptions(configuration, purpose: .maintain, command: "restore")
        return StoreRestore(options: options, schema: definition.schema) { database, manifest in
            let identity = StoreIdentity(
                service: manifest.service, createdAt: manifest.createdAt, isSample: manifest.isSample)
            try transform(database, manifest, try wallClock(configuration, identity))
        }
    }
}
