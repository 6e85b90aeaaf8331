import HTTPTypes
import Hummingbird
import NIOCore
import ServiceKit

/// One request at one route, from the door to the answer.
struct RouteRun<Identity: Sendable>: Sendable {
    let route: RouteFacts
    let access: Access<Identity>
    let handler: @Sendable (WebRequest, Identity) async throws -> Answer

    func answer(_ request: Request, _ context: WebRequestContext, _ site: WebSite) async throws -> Response {
        let isChange = !Self.safeMethods.contains(request.method)
        if isChange, access.kind.isByCookie { try CrossSiteRule(origin: site.parts.web.publicOrigin).check(request) }
        let admission = try await access.admit(request, context, site)
        let received = try await ReceivedBody.read(of: request, limit: route.bodyLimit, isChange: isChange)
        if isChange, access.kind.isByCookie { try received.prove(context, request.method, isAPI: route.isAPI) }
        let visit = WebRequest(
            request: request, context: context, site: site, body: received.bytes, form: received.form)
        let answer = try await handler(visit, admission.identity)
        try record(answer, by: admission.actor, site)
        return response(to: request, answer.setting(admission.cookies), context, site)
    }

    private static var safeMethods: Set<HTTPRequest.Method> { [.get, .head] }

    /// Notes whose data is about to leave. An answer that shows somebody without saying so does not leave.
    private func record(_ answer: Answer, by actor: ReadRecord.Actor?, _ site: WebSite) throws {
        let shown = answer.shown ?? []
        guard shown.allSatisfy(route.reads.allows) else { throw SiteFault.undeclaredRead(route.name) }
        guard route.reads.isRecorded else { return }
        guard answer.shown != nil || !answer.isSuccess else { throw SiteFault.undeclaredRead(route.name) }
        guard !shown.isEmpty else { return }
        guard let actor, let recorder = site.parts.reads else { throw SiteFault.noRecorder(route.name) }
        let at = site.parts.now()
        try recorder.record(shown.map { ReadRecord(actor: actor, subject: $0, route: route.name, at: at) })
    }

    private func response(
        to request: Request, _ answer: Answer, _ context: WebRequestContext, _ site: WebSite
    ) -> Response {
        let conditions = Conditions(request)
        var response =
            switch answer.content {
            case .response(let response): response
            case .document(let document): conditions.response(document)
            case .page(let page, let status) where answer.isRevalidated && status == .ok:
                conditions.response(site.markup(page, status: status, context), context, site)
            case .page(let page, let status): site.response(page, status: status, context)
            }
        for cookie in answer.cookies { response.setCookie(cookie) }
        if let code = answer.noticeCode { response.setCookie(site.noticeCookie(code)) }
        return response
    }
}

extension Answer {
    fileprivate var isSuccess: Bool {
        switch content {
        case .page: true
        case .document(let document): document.status.kind == .successful
        case .response(let response): response.status.kind == .successful
        }
    }
}
