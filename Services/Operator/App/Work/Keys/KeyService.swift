import EventFeed
import ServiceKit
import ZeroMQ

/// A service whose list of keys is changed.
struct KeyService: Sendable {
    let name: String
    /// The kind of feed that it owns.
    let ownedKind: String?
    /// Its port's.
    let serverKey: CurvePublicKey
    /// Nil: it lies on another machine.
    let list: AllowListEditor?
    /// Has it read its list again.
    let reload: @Sendable () async -> KeyReload
}

/// What came of having a service read its list again.
enum KeyReload: Equatable, Sendable {
    /// It goes by the list as it stands; what it says besides, such as of a mistake in its configuration.
    case read(remark: String?)
    /// It is not running, and reads its list when it starts.
    case stopped
    /// It does not take the list, and goes by the one it had.
    case refused(String)
    /// It was not reached, or does not let itself be told: it goes by the list it had.
    case silent(String)
}

extension KeyService {
    init(_ port: ClusterPorts.Port) {
        self.init(
            name: port.place.name, ownedKind: port.place.ownedKind, serverKey: port.place.serverKey,
            list: port.place.allowList.map { AllowListEditor(path: $0) },
            reload: { await KeyReload.ordered(of: port) })
    }
}

extension KeyReload {
    /// How long a service may take to read its list again.
    private static let patience: Duration = .seconds(10)
    /// What a service says that has read everything.
    private static let plain = "the allow-list was read again"

    /// A connection that breaks is tried once more: to read a list twice does no harm.
    static func ordered(of port: ClusterPorts.Port) async -> KeyReload {
        do {
            return try await ordered(once: port)
        } catch FeedClientError.disconnected {
            do { return try await ordered(once: port) } catch { return await why(error, port) }
        } catch {
            return await why(error, port)
        }
    }

    private static func ordered(once port: ClusterPorts.Port) async throws -> KeyReload {
        let job = try await port.client.order(.reload, timeout: patience)
        guard job.state == .done else { return .refused(job.message) }
        return .read(remark: job.message == plain ? nil : job.message)
    }

    private static func why(_ error: any Error, _ port: ClusterPorts.Port) async -> KeyReload {
        let feedError = error as? FeedClientError
        if feedError == .timedOut || feedError == .disconnected, await WhyDown.isNotRunning(port.place) {
            return .stopped
        }
        return .silent(await WhyDown.text(error, port))
    }
}
