import HTTPTypes
import Hummingbird
import NIOCore

/// What a GET makes its answer depend on (RFC 9110, 13.1.2).
struct Conditions: Sendable {
    private let isLook: Bool
    private let held: String?

    init(_ request: Request) {
        isLook = [.get, .head].contains(request.method)
        held = request.headers[.ifNoneMatch]
    }

    /// The document with its ETag; without its content where the client holds it.
    func response(_ document: Answer.Document) -> Response {
        var headers = document.headers
        guard isLook, document.status == .ok else { return whole(document, headers) }
        let tag =
            headers[.eTag].flatMap { EntityTag($0) } ?? EntityTag(of: document.bytes, versions: document.versions)
        headers[.eTag] = tag.text
        guard !tag.isNamed(byIfNoneMatch: held) else { return Self.notModified(headers) }
        return whole(document, headers)
    }

    /// A page that the browser may keep: its own alone, and only to ask whether it is still right.
    func response(_ markup: String, _ context: WebRequestContext, _ site: WebSite) -> Response {
        let bytes = ByteBuffer(string: markup)
        let tag = EntityTag(of: bytes)
        var response = site.response(markup: bytes, status: .ok, context)
        response.headers[.eTag] = tag.text
        response.headers[.cacheControl] = "private, no-cache"
        response.headers[.vary] = "Accept-Language, Cookie"
        return tag.isNamed(byIfNoneMatch: held) ? Self.notModified(response.headers) : response
    }

    private func whole(_ document: Answer.Document, _ headers: HTTPFields) -> Response {
        Response(status: document.status, headers: headers, body: ResponseBody(byteBuffer: document.bytes))
    }

    /// What a copy is renewed by (RFC 9110, 15.4.5); what describes the content goes with the content.
    private static func notModified(_ headers: HTTPFields) -> Response {
        var headers = headers
        for name in [HTTPField.Name.contentType, .contentLanguage, .contentLength] { headers[name] = nil }
        return Response(status: .notModified, headers: headers)
    }
}
