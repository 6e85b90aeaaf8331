import HTTPTypes
import Hummingbird
import NIOCore
import School

extension Problem {
    /// The answer for programs.
    public func response() -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: document)))
    }

    /// RFC 9457, 3; members in the order of their names. A document of texts and numbers always encodes.
    private var document: String {
        (try? JSONText.encode(Document(self))) ?? "{\"status\":\(status.code),\"type\":\"about:blank\"}"
    }

    private struct Document: Encodable {
        let type = "about:blank"
        let title: String
        let status: Int
        let detail: String
        let code: String
        let field: String?
        let message: String
        let currentVersion: UInt64?
        let currentValue: String?
        let proposedValue: String?

        init(_ problem: Problem) {
            title = problem.status.reasonPhrase
            status = problem.status.code
            detail = problem.message
            code = problem.code.rawValue
            field = problem.field
            message = problem.message
            currentVersion = problem.conflict?.currentVersion
            currentValue = problem.conflict?.currentValue
            proposedValue = problem.conflict?.proposedValue
        }

        private enum CodingKeys: String, CodingKey {
            case type, title, status, detail, code, field, message
            case currentVersion = "current_version"
            case currentValue = "current_value"
            case proposedValue = "proposed_value"
        }
    }
}
