import EventFeed
import ServiceKit
import ZeroMQ

/// One service of the cluster, and where what belongs to it lies on this machine.
struct ServicePlace: Sendable, Equatable {
    let name: String
    let endpoint: BusEndpoint
    let serverKey: CurvePublicKey
    /// Nil: it lies on another machine.
    let allowList: String?
    let configuration: String?
    let program: String?

    /// The name without what tells several of one kind apart.
    var programName: String { String(name.prefix { $0 != "@" }) }
}

extension ServicePlace {
    private static let name = ConfigurationKey(
        "name", .string,
        doc: "The service, by its program's name; where there are several, journal-writer@north.")
    private static let endpoint = ConfigurationKey("endpoint", .endpoint(for: .connect), doc: "Its port on the bus.")
    private static let serverKey = ConfigurationKey("server-key", .curvePublicKey, doc: "Its port's public key.")
    private static let allowList = ConfigurationKey.optional(
        "allow-list", ConfigurationType<String>.path, doc: "Its allow-list, for zvonok keys.")
    private static let configuration = ConfigurationKey.optional(
        "config", ConfigurationType<String>.path, doc: "Its configuration file, for zvonok restore.")
    private static let program = ConfigurationKey.optional(
        "program", ConfigurationType<String>.path,
        doc: "Its executable, for zvonok restore; without it, the one beside zvonok's own.")

    static let key = ConfigurationKey(
        "services",
        .records(
            of: ServicePlace.self, [name, endpoint, serverKey, allowList, configuration, program],
            distinct: [DistinctNames("name") { [$0.name] }, DistinctNames("endpoint") { [$0.endpoint.text] }],
            render: { "\($0.name) at \($0.endpoint)" }
        ) { values in
            ServicePlace(
                name: values[name], endpoint: values[endpoint], serverKey: values[serverKey],
                allowList: values[allowList], configuration: values[configuration], program: values[program])
        }, default: [],
        doc: "The services of the cluster, each with its endpoint and public key, and where its files lie.")

    /// All services, or those that are named.
    /// - Throws: ``NotConfigured`` for a name that is not among them, or where there is none at all.
    static func chosen(_ names: [String], _ configuration: ConfigurationValues) throws(NotConfigured) -> [ServicePlace]
    {
        let all = configuration[key]
        guard !all.isEmpty else {
            throw NotConfigured(description: "\(key.name) names no service: zvonok check-config --example shows how")
        }
        for name in names where !all.contains(where: { $0.name == name }) {
            let known = all.map(\.name).joined(separator: ", ")
            throw NotConfigured(description: "there is no service \(name) in \(key.name), only \(known)")
        }
        return names.isEmpty ? all : all.filter { names.contains($0.name) }
    }
}
