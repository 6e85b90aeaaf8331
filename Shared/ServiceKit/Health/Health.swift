import Synchronization

/// The health of a service: named checks set by its parts, read by the health listener. Never asks another service.
public final class Health: Sendable {
    /// Set by the lifecycle: ready while running, not ready before and after.
    public static let lifecycleCheck = "lifecycle"
    /// Names are bounded, so that no mistake of a caller grows the answer without end.
    public static let checkLimit = 256

    private let checks: Mutex<[String: HealthState]>

    /// A service is not ready until its lifecycle says so.
    public init() {
        checks = Mutex([Self.lifecycleCheck: .notReady("starting")])
    }

    /// Sets a check. A check beyond ``checkLimit`` is not taken.
    /// - Returns: whether the state differs from the one before, for a caller that logs changes only.
    @discardableResult
    public func set(_ state: HealthState, for check: String) -> Bool {
        checks.withLock { checks in
            guard checks[check] != nil || checks.count < Self.checkLimit else { return false }
            return checks.updateValue(state, forKey: check) != state
        }
    }

    /// Forgets a check, such as that of a subscription that ended.
    public func remove(_ check: String) {
        checks.withLock { _ = $0.removeValue(forKey: check) }
    }

    public func state(of check: String) -> HealthState? {
        checks.withLock { $0[check] }
    }

    public var report: HealthReport {
        HealthReport(checks: checks.withLock { $0 })
    }
}

/// All checks at one moment.
public struct HealthReport: Sendable, Equatable {
    public let checks: [String: HealthState]

    public var isReady: Bool { checks.values.allSatisfy(\.isServing) }

    /// `ready` or `not ready`, then a line for each check that is not simply ready.
    public var text: String {
        let lines = checks.sorted { $0.key < $1.key }.compactMap { check, state in
            state.reason.map { "\(check): \(state.word): \($0)" }
        }
        return ([isReady ? "ready" : "not ready"] + lines).joined(separator: "\n") + "\n"
    }

    public var json: String {
        let members = checks.sorted { $0.key < $1.key }.map { check, state in
            let reason = state.reason.map { ",\"reason\":\(JSONText.string($0))" } ?? ""
            return "\(JSONText.string(check)):{\"state\":\"\(state.word)\"\(reason)}"
        }
        return "{\"ready\":\(isReady),\"checks\":{\(members.joined(separator: ","))}}\n"
    }
}
