/// What one named check of a service says.
public enum HealthState: Sendable, Equatable {
    case ready
    /// Something is wrong that an operator should know of, but requests are served: readiness stays green.
    case degraded(String)
    /// Requests cannot be served.
    case notReady(String)

    var reason: String? {
        switch self {
        case .ready: nil
        case .degraded(let reason), .notReady(let reason): reason
        }
    }

    var word: String {
        switch self {
        case .ready: "ready"
        case .degraded: "degraded"
        case .notReady: "not-ready"
        }
    }

    var isServing: Bool {
        if case .notReady = self { false } else { true }
    }
}
