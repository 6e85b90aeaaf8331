import HTTPTypes
import Hummingbird
import School
import ServiceKit

extension Problem {
    public static let notFound = Problem(.notFound, "there is no such page, or you may not see it")
    /// Answered for every fault of ours: what went wrong stands in the log, with this request's trace id.
    public static let failed = Problem(.internal, "the request met a fault of the service; its log says which")

    /// What a command was refused for.
    public init(_ rejection: Rejection) {
        var headers: HTTPFields = [:]
        if let milliseconds = rejection.retryAfterMilliseconds {
            headers[.retryAfter] = String((UInt64(milliseconds) + 999) / 1_000)
        }
        self.init(
            Code(rejection.code), field: rejection.field, rejection.message, conflict: rejection.conflict,
            headers: headers)
    }

    /// Not what was asked for, and worth another try.
    /// - Parameter seconds: after how long, at least.
    public static func unavailable(_ message: String, code: Code = .unavailable, retryAfter seconds: Int) -> Problem {
        Problem(code, message, headers: [.retryAfter: String(seconds)])
    }

    public static func malformed(_ message: String, field: String? = nil) -> Problem {
        Problem(.malformed, field: field, message)
    }

    public static func invalidParameter(_ field: String, _ message: String) -> Problem {
        Problem(.invalidParameter, field: field, message)
    }

    static func tooLarge(_ what: String, _ limit: Int, _ unit: String, field: String? = nil) -> Problem {
        Problem(.requestTooLarge, field: field, "\(what) is larger than the limit of \(limit) \(unit)")
    }

    static func tooManyAttempts(retryAfter: Duration) -> Problem {
        let seconds = retryAfter.components.seconds + (retryAfter.components.attoseconds > 0 ? 1 : 0)
        return Problem(
            .tooManyAttempts, "too many attempts; wait, then try again",
            headers: [.retryAfter: String(max(1, seconds))])
    }

    /// Whatever was thrown. Errors of the framework keep their status; all others are faults of ours.
    /// - Returns: the problem, and whether the error belongs into the log.
    static func of(_ error: any Error) -> (problem: Problem, isFault: Bool) {
        switch error {
        case let problem as Problem: (problem, problem.code == .internal)
        case let rejection as Rejection: (Problem(rejection), false)
        case let error as any HTTPResponseError: of(status: error.status)
        default: (of(StoreFailure(classifying: error, doing: "answer a request").code), true)
        }
    }

    /// What the store could not do now, it can when there is room again, or the lock is free.
    private static func of(_ code: StoreFailure.Code) -> Problem {
        switch code {
        case .diskFull: .unavailable("nothing can be stored at present", code: .diskFull, retryAfter: 60)
        case .busy, .locked: .unavailable("the store is busy", retryAfter: 5)
        default: .failed
        }
    }

    private static func of(status: HTTPResponse.Status) -> (Problem, Bool) {
        switch status {
        case .notFound: (.notFound, false)
        case .contentTooLarge: (Problem(.requestTooLarge, "the request is larger than its limit"), false)
        case .unsupportedMediaType: (Problem(.unsupportedMediaType, "this media type is not understood"), false)
        case _ where status.kind == .clientError: (.malformed("the request could not be understood"), false)
        default: (.failed, true)
        }
    }
}
