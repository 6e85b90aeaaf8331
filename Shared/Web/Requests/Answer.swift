import HTTPTypes
import Hummingbird
import NIOCore
import ServiceKit

/// What a route answers, and whose personal data that shows.
public struct Answer: Sendable {
    enum Content: Sendable {
        case page(Page, HTTPResponse.Status)
        case document(Document)
        case response(Response)
    }

    /// What a program reads: whole in memory, so that it can be named by its bytes.
    struct Document: Sendable {
        let bytes: ByteBuffer
        let status: HTTPResponse.Status
        var headers: HTTPFields
        /// The versions that edits of what it shows rest on.
        var versions: [UInt64] = []
    }

    var content: Content
    /// Whose data the answer shows; nil says nothing, which a route that reads others' data must not.
    var shown: [ReadRecord.Subject]?
    var cookies: [Cookie] = []
    /// What the next page says.
    var noticeCode: String?
    /// Whether a page may be kept by the browser and bears an ETag.
    var isRevalidated = false

    /// A page.
    /// - Parameter shows: whose data stands on it, for a route that declares such; an empty list says "nobody's today".
    public static func page(
        _ page: Page, status: HTTPResponse.Status = .ok, shows: [ReadRecord.Subject]? = nil
    ) -> Answer {
        Answer(content: .page(page, status), shown: shows)
    }

    /// A form that was not accepted, with what was typed: status 422.
    public static func refused(_ page: Page, shows: [ReadRecord.Subject]? = nil) -> Answer {
        .page(page, status: .unprocessableContent, shows: shows)
    }

    /// JSON, members in the order of their names. What GET asked for bears an ETag, and is not sent to whoever holds it
    /// already (RFC 9110, 13.1.2).
    /// - Parameters:
    ///   - tag: of an entity whose version says everything; without one a document is named by its bytes.
    ///   - versions: that edits of what the document shows rest on, in an order the route fixes: they stand in its ETag.
    public static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, tag: EntityTag? = nil, versions: [UInt64] = [],
        shows: [ReadRecord.Subject]? = nil
    ) throws -> Answer {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let tag { headers[.eTag] = tag.text }
        return .document(try JSONText.encode(value), status: status, headers: headers, versions: versions, shows: shows)
    }

    /// Text for programs, named by its bytes like JSON.
    /// - Parameter headers: Content-Type among them.
    public static func document(
        _ text: String, status: HTTPResponse.Status = .ok, headers: HTTPFields, versions: [UInt64] = [],
        shows: [ReadRecord.Subject]? = nil
    ) -> Answer {
        let document = Document(
            bytes: ByteBuffer(string: text), status: status, headers: headers, versions: versions)
        return Answer(content: .document(document), shown: shows)
    }

    /// Any other response.
    public static func response(_ response: Response, shows: [ReadRecord.Subject]? = nil) -> Answer {
        Answer(content: .response(response), shown: shows)
    }

    /// After a form was accepted: the browser asks for another page (RFC 9110, 15.4.4).
    /// - Parameter notice: what that page says above its content, by the code the site knows it by.
    public static func seeOther(_ link: Link, notice code: String? = nil) -> Answer {
        let response = Response(status: .seeOther, headers: [.location: link.text])
        return Answer(content: .response(response), noticeCode: code)
    }

    /// The same page for everybody who asks the same: a browser may keep it and ask whether it is still right. Only for
    /// pages without a form that changes something, and of nobody's personal data.
    public func revalidated() -> Answer {
        var answer = self
        answer.isRevalidated = true
        return answer
    }

    /// The same with cookies set.
    public func setting(_ cookies: [Cookie]) -> Answer {
        var answer = self
        answer.cookies += cookies
        return answer
    }
}
