import HTTPTypes
import School
import Web

/// An operation of the API: what the route table and the OpenAPI document both say of it.
struct APIOperation: Sendable {
    let method: HTTPRequest.Method
    /// Below the base path, as the route table has it: `/api/v1/lessons/:lesson`.
    let path: String
    /// The route's name, and the document's `operationId`.
    let name: String
    let summary: String
    let reads: Reads
    /// Whether the edit names the version it was made against (If-Match).
    var needsVersion = false
    /// Which of the versions in a lesson's ETag that is; nil where it is none of them.
    var place: SheetVersion?
    /// The name of the schema of what is sent.
    var request: String?
    /// The most bytes of a body.
    var bodyLimit = FormData.maximumBytes
    var success: Success = .ok("Lesson")
    let handler: @Sendable (WebRequest, StaffIdentity) async throws -> Answer

    /// How it is answered when all is well.
    enum Success: Sendable {
        /// 200 with a body of this schema.
        case ok(String)
        /// 200 with the entity's new version, in the body and as ETag.
        case changed
        /// 201 with the new thing's id and version.
        case created
        /// 204.
        case gone

        var status: HTTPResponse.Status {
            switch self {
            case .ok, .changed: .ok
            case .created: .created
            case .gone: .noContent
            }
        }
    }

    /// The versions that stand in the ETag of a lesson with its pupils, in this order.
    enum SheetVersion: Int, CaseIterable, Sendable {
        case lesson, roll
    }

    var isChange: Bool { method != .get }
    var hasParameters: Bool { path.contains(":") }

    /// Everything else it may be answered with.
    var problems: [HTTPResponse.Status] {
        var statuses: [HTTPResponse.Status] = [.badRequest, .unauthorized, .forbidden, .serviceUnavailable]
        if hasParameters { statuses.append(.notFound) }
        if isChange {
            statuses += [.requestTimeout, .conflict, .contentTooLarge, .unsupportedMediaType, .unprocessableContent]
        }
        if needsVersion { statuses += [.preconditionFailed, .preconditionRequired] }
        return statuses.sorted { $0.code < $1.code }
    }
}
