import EventFeed
import ServiceKit

/// The keys of the operator's command.
enum OperatorKeys {
    static let secretKey = ConfigurationKey(
        "operator.secret-key", .path,
        doc: "The file with the operator's CURVE secret key, mode 0600; the services' allow-lists name its public key.")

    /// What a sample city is made with; status, backups and keys do without.
    static let feeds = ConfigurationKey(
        Upstream.key.name, Upstream.key.type, default: [], doc: Upstream.key.doc)

    static let all: [any ConfigurationDeclaration] = [
        secretKey, StandardKeys.clockFile, feeds, ServicePlace.key,
    ]
}
