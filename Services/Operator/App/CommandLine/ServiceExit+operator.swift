import EventFeed
import Glibc
import School
import ServiceKit
import ZeroMQ

extension ServiceExit {
    /// The code an error of the operator's command ends it with.
    init(operatorError error: any Error) {
        switch error {
        case let error as FeedClientError:
            self = Self.code(of: error)
        case let order as OrderRefused where order.rejection.code == .forbidden: self = .configuration
        case is NotConfigured, is ZeroMQError, is CityWalkError: self = .configuration
        case is WrongUse: self = .usage
        case let left as KeysUnfinished: self = left.exit
        case is RestoreUnfinished: self = .incomplete
        case let child as ChildFailed: self = ServiceExit(rawValue: child.status) ?? .software
        case is KeyFileError, is OwnerNotKept: self = .ioError
        case is KeysInUse: self = .temporaryFailure
        case is OrderRefused, is RosterMistaken, is RosterEndsTooMuch, is KeyWorkError, is AllowListEditError,
            is ClusterBackupError:
            self = .dataError
        case let error as SystemError: self = error.code == ENOENT ? .noInput : .ioError
        case let refused as RosterRefused: self = Self.code(of: refused)
        case is NoSuchFile, is NoClusterBackup: self = .noInput
        default: self = ServiceExit(for: error)
        }
    }
}

extension ServiceExit {
    private static func code(of error: FeedClientError) -> ServiceExit {
        guard case .refused(let code, _) = error else { return .unavailable }
        return code == Rejection.Code.busy.rawValue ? .temporaryFailure : .configuration
    }

    /// A right that is missing is missing wherever the journal finds it out: before the first record or at the last.
    private static func code(of refused: RosterRefused) -> ServiceExit {
        if refused.retryAfter != nil { return .temporaryFailure }
        let isForbidden = refused.problems.contains { $0.code == Rejection.Code.forbidden.rawValue }
        return isForbidden ? .configuration : .dataError
    }
}

extension KeysUnfinished {
    /// What it ends the command with.
    var exit: ServiceExit {
        guard stale.isEmpty else { return .unavailable }
        return isChanged || !elsewhere.isEmpty ? .incomplete : .dataError
    }
}

/// A command line that cannot be meant as it stands.
struct WrongUse: Error, CustomStringConvertible {
    let description: String
}
