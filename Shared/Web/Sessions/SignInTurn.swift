import HTTPTypes
import Hummingbird

/// Nobody is signed in: a browser that asked for a page is sent where one can sign in, and returns.
struct SignInTurn: Error {
    let response: Response

    /// - Returns: the turn for a page that is looked at; a ``Problem`` for programs and for forms, whose content a
    ///   redirect would lose.
    static func needed(
        _ request: Request, _ context: WebRequestContext, _ site: WebSite, signIn: Link
    ) -> any Error {
        let isAPI = site.ownPath(request).map(RouteFacts.isAPI) ?? false
        guard !isAPI, [.get, .head].contains(request.method) else {
            return Problem(.signInNeeded, "nobody is signed in, or the session has ended")
        }
        let next = context.here ?? site.link("/")
        let place = Link(pathAndQuery: signIn, adding: ("next", next.text))
        return SignInTurn(response: Response(status: .seeOther, headers: [.location: place.text]))
    }
}
