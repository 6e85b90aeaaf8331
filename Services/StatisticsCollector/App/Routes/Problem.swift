import Foundation
import HTTPTypes
import Hummingbird

/// An answer that says what is wrong (RFC 9457).
struct Problem: Error {
    let status: HTTPResponse.Status
    let detail: String
    /// The query parameter that was wrong, where one was.
    var field: String?
    var headers: HTTPFields = [:]

    static func invalid(_ field: String, _ detail: String) -> Problem {
        Problem(status: .badRequest, detail: detail, field: field)
    }

    static let notFound = Problem(status: .notFound, detail: "there is no such page")

    /// RFC 9110, 15.5.6: Allow is a must.
    static let methodNotAllowed = Problem(
        status: .methodNotAllowed, detail: "this page can only be read", headers: [.allow: "GET, HEAD"])

    /// The challenge of RFC 6750, 3: no error code where no token was presented.
    static func unauthorized(isTokenPresented: Bool) -> Problem {
        let challenge =
            isTokenPresented ? "Bearer realm=\"statistics\", error=\"invalid_token\"" : "Bearer realm=\"statistics\""
        let detail = isTokenPresented ? "the bearer token is not known" : "a bearer token is needed"
        return Problem(status: .unauthorized, detail: detail, headers: [.wwwAuthenticate: challenge])
    }

    static let switching = Problem(
        status: .serviceUnavailable, detail: FeedsSwitching().description, headers: [.retryAfter: "1"])

    static let failed = Problem(
        status: .internalServerError, detail: "the figures could not be read; the service's log says why")

    func response() throws -> Response {
        let body = Body(title: status.reasonPhrase, status: status.code, detail: detail, field: field)
        var headers = headers
        headers[.contentType] = "application/problem+json"
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: try JSONText.encode(body))))
    }

    private struct Body: Encodable {
        let type = "about:blank"
        let title: String
        let status: Int
        let detail: String
        let field: String?
    }
}
