import HTTPTypes
import School

/// The one table from application codes to HTTP. A code it does not hold is a refusal of what was sent: 422.
public enum ProblemTable {
    /// Every code with a status of its own.
    public static let statuses: [(code: Problem.Code, status: HTTPResponse.Status)] = [
        (.malformed, .badRequest),
        (.invalidParameter, .badRequest),
        (.signInNeeded, .unauthorized),
        (.forbidden, .forbidden),
        (.crossSite, .forbidden),
        (.notFound, .notFound),
        (.methodNotAllowed, .methodNotAllowed),
        (Problem.Code(.conflict), .conflict),
        (Problem.Code(.exists), .conflict),
        (.versionMismatch, .preconditionFailed),
        (.versionNeeded, .preconditionRequired),
        (.requestTooLarge, .contentTooLarge),
        (.requestTooSlow, .requestTimeout),
        (.unsupportedMediaType, .unsupportedMediaType),
        (.tooManyAttempts, .tooManyRequests),
        (.busy, .serviceUnavailable),
        (.diskFull, .serviceUnavailable),
        (.unavailable, .serviceUnavailable),
        (.internal, .internalServerError),
    ]

    private static let byCode = Dictionary(statuses.map { ($0.code, $0.status) }) { first, _ in first }

    public static func status(of code: Problem.Code) -> HTTPResponse.Status {
        byCode[code] ?? .unprocessableContent
    }
}
