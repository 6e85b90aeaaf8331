import HTTPTypes
import Hummingbird
import NIOCore
import ServiceKit

/// What a route answers, and whose personal data that shows.
public struct Answer: Sendable {
    enum Content: Sendable {
        case page(Page, HTTPResponse.Status)
        case response(Response)
    }

    var content: Content
    /// Whose data the answer shows; nil says nothing, which a route that reads others' data must not.
    var shown: [ReadRecord.Subject]?
    var cookies: [Cookie] = []
    /// What the next page says.
    var noticeCode: String?

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

    /// JSON, members in the order of their names.
    public static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, tag: EntityTag? = nil,
        shows: [ReadRecord.Subject]? = nil
    ) throws -> Answer {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let tag { headers[.eTag] = tag.text }
        let body = ResponseBody(byteBuffer: ByteBuffer(string: try JSONText.encode(value)))
        return Answer(content: .response(Response(status: status, headers: headers, body: body)), shown: shows)
    }

    /// Any other response.
    public static func response(_ response: Response, shows: [ReadRecord.Subject]? = nil) -> Answer {
        Answer(content: .response(response), shown: shows)
    }

    /// The client's copy is still right (RFC 9110, 15.4.5).
    public static func notModified(_ tag: EntityTag) -> Answer {
        Answer(content: .response(Response(status: .notModified, headers: [.eTag: tag.text])))
    }

    /// After a form was accepted: the browser asks for another page (RFC 9110, 15.4.4).
    /// - Parameter notice: what that page says above its content, by the code the site knows it by.
    public static func seeOther(_ link: Link, notice code: String? = nil) -> Answer {
        let response = Response(status: .seeOther, headers: [.location: link.text])
        return Answer(content: .response(response), noticeCode: code)
    }

    /// The same with cookies set.
    public func setting(_ cookies: [Cookie]) -> Answer {
        var answer = self
        answer.cookies += cookies
        return answer
    }
}
