/// How a process of ours ends, by the numbers of BSD's sysexits(3).
public enum ServiceExit: Int32, Sendable, CaseIterable {
    /// Done, or stopped in order after SIGTERM or SIGINT.
    case ok = 0
    /// A wrong command line (EX_USAGE).
    case usage = 64
    /// What was checked is wrong: a failed verification, a backup that is not what its manifest says (EX_DATAERR).
    case dataError = 65
    /// A store or backup that is not there (EX_NOINPUT).
    case noInput = 66
    /// A service that was to be asked cannot be reached (EX_UNAVAILABLE).
    case unavailable = 69
    /// A defect of the program, or an error nobody foresaw (EX_SOFTWARE).
    case software = 70
    /// Some of what was asked for is done and the rest is not; which, is told (the number of EX_CANTCREAT).
    case incomplete = 73
    /// The disk or the store's file can no longer be trusted (EX_IOERR).
    case ioError = 74
    /// Try again: the store is in use, the disk is full, or draining took too long (EX_TEMPFAIL).
    case temporaryFailure = 75
    /// A wrong configuration, or a store that does not fit it (EX_CONFIG).
    case configuration = 78

    /// What the help of every command says about exit codes.
    public static let help = """
        Exit codes: 0 done; 64 wrong command line; 65 verification failed or damaged backup; 66 no such store or \
        backup; 69 the running service does not answer; 70 unforeseen error; 73 done in part; 74 disk error or damaged \
        store; 75 try again (store in use, disk full, draining took too long); 78 wrong configuration.
        """
}

extension ServiceExit {
    /// The code an error ends the process with.
    public init(for error: any Error) {
        switch error {
        case is ConfigurationError, is FaultPointError, is SimulatedClockError: self = .configuration
        case let failure as StoreFailure: self = Self.status(of: failure.code)
        case let failure as BackupFailure: self = failure.code == .missing ? .noInput : .dataError
        case is RunningServiceUnreachable: self = .unavailable
        default: self = .software
        }
    }

    private static func status(of code: StoreFailure.Code) -> ServiceExit {
        switch code {
        case .fatal: .ioError
        case .diskFull, .busy, .locked: .temporaryFailure
        case .missing: .noInput
        case .newerSchema, .olderSchema, .changedMigration, .foreignFile, .sampleMismatch, .inaccessible,
            .interruptedRestore, .settingRefused:
            .configuration
        default: .software
        }
    }
}
