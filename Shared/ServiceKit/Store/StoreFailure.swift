import GRDB

/// Why a store could not be opened or used: what was tried, on what, and whether trying again can help.
public struct StoreFailure: Error, Sendable, CustomStringConvertible {
    public struct Code: Sendable, Equatable, CustomStringConvertible {
        public let description: String

        /// The disk or file can no longer be trusted: the process stops rather than guess.
        public static let fatal = Code(description: "fatal")
        /// There is no room left: refuse writes, go on reading, try again later.
        public static let diskFull = Code(description: "disk-full")
        /// Another connection held the store for longer than the busy timeout: try again.
        public static let busy = Code(description: "busy")
        /// Another process has the store open.
        public static let locked = Code(description: "locked")
        /// The store was made by a newer version of the program.
        public static let newerSchema = Code(description: "newer-schema")
        /// The store needs `migrate` first.
        public static let olderSchema = Code(description: "older-schema")
        /// A migration that was applied differs from the one this program holds.
        public static let changedMigration = Code(description: "changed-migration")
        /// The file is no store of this service.
        public static let foreignFile = Code(description: "foreign-file")
        /// The store is a sample where a real one is asked for, or the other way round.
        public static let sampleMismatch = Code(description: "sample-mismatch")
        /// There is no store, and this work does not make one.
        public static let missing = Code(description: "missing")
        /// SQLite did not take a setting the store's promise rests on.
        public static let settingRefused = Code(description: "setting-refused")
        /// A restore was interrupted here.
        public static let interruptedRestore = Code(description: "interrupted-restore")
        /// A file or directory could not be made, read or given its mode.
        public static let inaccessible = Code(description: "inaccessible")
        /// An error of the program's own, such as a broken constraint.
        public static let other = Code(description: "other")
    }

    public let code: Code
    public let message: String
    public let underlying: (any Error)?

    init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.underlying = underlying
    }

    /// Whether the process must exit, because what it believes to be on disk may not be.
    public var isFatal: Bool { code == .fatal }
    /// Whether the same call may succeed later without anything being changed by hand but room or a lock.
    public var isRetriable: Bool { [.diskFull, .busy, .locked].contains(code) }
    public var description: String { message }
}

extension StoreFailure {
    /// Sorts an error met while using a store. After a failed fsync SQLite marks pages clean that never reached the
    /// disk, so every I/O error is fatal, and so is corruption; a full disk has already been rolled back.
    public init(classifying error: any Error, doing work: String) {
        if let failure = error as? StoreFailure {
            self = failure
            return
        }
        guard let database = error as? DatabaseError else {
            self.init(.other, "cannot \(work): \(error)", underlying: error)
            return
        }
        self.init(Self.code(of: database.resultCode), "cannot \(work): \(database)", underlying: error)
    }

    private static func code(of result: ResultCode) -> Code {
        switch result {
        case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_PROTOCOL: .fatal
        case .SQLITE_FULL: .diskFull
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY: .inaccessible
        default: .other
        }
    }
}
