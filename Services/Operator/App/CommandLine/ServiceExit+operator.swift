import EventFeed
import ServiceKit
import ZeroMQ

extension ServiceExit {
    /// The code an error of the operator's command ends it with.
    init(operatorError error: any Error) {
        switch error {
        case let error as FeedClientError:
            if case .refused = error { self = .configuration } else { self = .unavailable }
        case is NotConfigured, is ZeroMQError, is CityWalkError: self = .configuration
        case is OrderRefused, is RosterMistaken: self = .dataError
        case let refused as RosterRefused: self = refused.retryAfter == nil ? .dataError : .temporaryFailure
        case is NoSuchFile: self = .noInput
        default: self = ServiceExit(for: error)
        }
    }
}
