import EventFeed
import Foundation
import Logging
import ServiceKit
import ZeroMQ

/// Connections to the services' operator ports, while something is done with them.
struct ClusterPorts: Sendable {
    /// A service and the connection to it.
    struct Port: Sendable {
        let place: ServicePlace
        let client: FeedClient
    }

    let ports: [Port]
    /// The key that zvonok asks with.
    let ownKey: CurvePublicKey

    /// Connects to these services for as long as `body` works.
    static func open<Value: Sendable>(
        _ places: [ServicePlace], _ configuration: ConfigurationValues,
        _ body: (ClusterPorts) async throws -> Value
    ) async throws -> Value {
        let keys = try OperatorFiles.keys(configuration)
        let context = try ZeroMQContext(logger: Logger(label: "zvonok"))
        let ports = places.map { place in
            Port(
                place: place,
                client: FeedClient(
                    context: context, endpoint: place.endpoint.text,
                    curve: CurveClient(keys: keys, serverKey: place.serverKey)))
        }
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await body(ClusterPorts(ports: ports, ownKey: keys.publicKey)))
        } catch {
            outcome = .failure(error)
        }
        for port in ports { await port.client.close() }
        await context.shutdown()
        return try outcome.get()
    }

    subscript(name: String) -> Port? { ports.first { $0.place.name == name } }

    /// Does something with each at the same time; the results stand in the order of the ports.
    /// - Parameter limit: with so many at most at the same time.
    func each<Value: Sendable>(
        atOnce limit: Int = .max, _ body: @escaping @Sendable (Port) async -> Value
    ) async -> [Value] {
        await withTaskGroup(of: (Int, Value).self) { group in
            var values: [(Int, Value)] = []
            for (index, port) in ports.enumerated() {
                if index >= limit, let value = await group.next() { values.append(value) }
                group.addTask { (index, await body(port)) }
            }
            for await value in group { values.append(value) }
            return values.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

/// Asks each service how it stands.
enum StatusWork {
    /// What zvonok waits unless told otherwise.
    static let patience: Duration = .seconds(3)

    static func state(of ports: ClusterPorts, patience: Duration = Self.patience) async -> ClusterState {
        let services = await ports.each { port in
            ServiceState(
                name: port.place.name, endpoint: port.place.endpoint.text, answer: await answer(of: port, patience))
        }
        return ClusterState(at: WallClocks.system(), services: services)
    }

    private static func answer(of port: ClusterPorts.Port, _ patience: Duration) async -> ServiceState.Answer {
        do {
            let report = try await port.client.status(timeout: patience)
            guard report.service == port.place.programName else {
                return .down("\(report.service) answers there: endpoint or name is wrong in the configuration")
            }
            return .up(ServiceFacts(report))
        } catch {
            return .down(await WhyDown.text(error, port))
        }
    }
}
