import EventFeed
import ServiceKit

/// The keys of the operator's command.
enum OperatorKeys {
    static let secretKey = ConfigurationKey(
        "operator.secret-key", .path,
        doc: "The file with the operator's CURVE secret key, mode 0600; the services' allow-lists name its public key.")

    static let all: [any ConfigurationDeclaration] = [secretKey, StandardKeys.clockFile, Upstream.key]
}
