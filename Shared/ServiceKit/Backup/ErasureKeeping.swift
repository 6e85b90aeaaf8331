import EventFeed
import Foundation
import GRDB

/// How an owner of erasable events keeps its list of erasures, and erases again by it.
public struct ErasureKeeping: Sendable {
    /// The list beside its backups.
    public var ledger: @Sendable (ConfigurationValues) -> ErasureLedger
    /// Erases, in a restored store, those of the listed events that it still holds.
    public var eraseAgain: @Sendable ([ErasedEvent], Database, ConfigurationValues, @escaping WallClock) throws -> Void

    public init(
        ledger: @escaping @Sendable (ConfigurationValues) -> ErasureLedger,
        eraseAgain:
            @escaping @Sendable ([ErasedEvent], Database, ConfigurationValues, @escaping WallClock) throws -> Void
    ) {
        self.ledger = ledger
        self.eraseAgain = eraseAgain
    }
}

/// The lists of erasures that a restore goes by: all that are found, for none ever shrinks, and what one of them names
/// was erased.
struct ErasureLists: Sendable {
    /// The service's own, beside its backups: it knows what was erased after any backup.
    let own: ErasureLedger
    /// The one that lies beside the backup: as of the backup.
    let carried: ErasureLedger?
    /// Those that an operator named.
    let named: [ErasureLedger]

    init(own: ErasureLedger, backup: String, named: [String]) {
        self.own = own
        let beside = ErasureLedger(directory: DurableFiles.directory(of: backup), feed: own.feed)
        carried = beside.path == own.path ? nil : beside
        self.named = named.map { ErasureLedger(path: $0, feed: own.feed) }
    }

    private var found: [ErasureLedger] { ([own] + named + [carried].compactMap(\.self)).filter(\.exists) }

    /// Whether one is found that may know what was erased since the backup.
    var isRecent: Bool { own.exists || !named.isEmpty }

    /// What all of them name.
    /// - Throws: `BackupFailure`, also where one that an operator named is not there.
    func events() throws -> [ErasedEvent] {
        for list in named where !list.exists { throw BackupFailure(.missing, "there is no list \(list.path)") }
        return Array(Set(try found.flatMap { try $0.read() }))
    }

    /// What was found, for an operator.
    func report(again: Int) throws -> RestoreCheck.Erasures {
        RestoreCheck.Erasures(
            feed: own.feed.rawValue, lookedFor: own.path, isRecent: isRecent,
            lists: try found.map { RestoreCheck.List(path: $0.path, count: try $0.read().count) }, again: again)
    }

    /// How many of the events a store still holds.
    static func held(_ events: [ErasedEvent], in database: Database) throws -> Int {
        guard let log = try EventLog.stored(in: database) else { return 0 }
        return try log.unerased(events, in: database).values.reduce(0) { $0 + $1.count }
    }
}
