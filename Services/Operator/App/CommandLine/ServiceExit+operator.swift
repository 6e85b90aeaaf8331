import EventFeed
import Glibc
import ServiceKit
import ZeroMQ

extension ServiceExit {
    /// The code an error of the operator's command ends it with.
    init(operatorError error: any Error) {
        switch error {
        case let error as FeedClientError:
            if case .refused = error { self = .configuration } else { self = .unavailable }
        case is NotConfigured, is ZeroMQError, is CityWalkError: self = .configuration
        case is WrongUse: self = .usage
        case let left as KeysUnfinished: self = left.exit
        case is KeyFileError, is OwnerNotKept: self = .ioError
        case is KeysInUse: self = .temporaryFailure
        case is OrderRefused, is RosterMistaken, is KeyWorkError, is AllowListEditError, is ClusterBackupError:
            self = .dataError
        case let error as SystemError: self = error.code == ENOENT ? .noInput : .ioError
        case let refused as RosterRefused: self = refused.retryAfter == nil ? .dataError : .temporaryFailure
        case is NoSuchFile: self = .noInput
        default: self = ServiceExit(for: error)
        }
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
