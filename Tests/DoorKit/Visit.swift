import Foundation
import HTTPTypes
import Web

/// One route, one method, and how a stranger must be answered there.
struct Visit {
    let route: RouteFacts
    let knock: Knock
    let method: HTTPRequest.Method
    let base: String

    private enum Expected {
        case open(HTTPResponse.Status), signIn, challenge, hidden, forbidden

        var isOpen: Bool { if case .open = self { true } else { false } }
    }

    /// Whether somebody of this kind may come in at all.
    static func mayCome(_ kind: Guest.Kind, _ access: AccessKind) -> Bool {
        switch access {
        case .everyone: true
        case .staff: kind == .staff
        case .family: kind == .family
        case .bearer: kind == .program
        }
    }

    func complaints(
        _ guest: Guest, _ seen: Reply, unknown: Reply?, secrets: [String], journal: BasePath
    ) -> [String] {
        var found = complaints(seen, expected(guest.kind), journal)
        found += secrets.filter(seen.without(base + knock.path).whole.contains).map { "tells «\($0)»" }
        if let unknown, let other = knock.unknown, case let expected = expected(guest.kind), !expected.isOpen {
            let (first, second) = (seen.without(base + knock.path), unknown.without(base + other))
            if first != second { found.append("tells whether it is there:\n\(first.whole)\nagainst\n\(second.whole)") }
        }
        return found.map { "\(method) \(route.path) (\(route.name)) for \(guest.name): \($0)" }
    }

    private func expected(_ kind: Guest.Kind) -> Expected {
        if kind == .former, route.access == .staff { return .forbidden }
        guard Self.mayCome(kind, route.access) else { return route.access == .bearer ? .challenge : .signIn }
        if case .everyone = route.access { return .open(knock.opens) }
        switch knock.stranger {
        case .hidden: return .hidden
        case .own(let status): return .open(status)
        }
    }

    private func complaints(_ reply: Reply, _ expected: Expected, _ journal: BasePath) -> [String] {
        switch expected {
        case .open(let status): reply.status == status ? [] : ["is not open: \(reply.whole)"]
        case .hidden: refusal(reply, .notFound, "not-found")
        case .forbidden: refusal(reply, .forbidden, "forbidden")
        case .challenge:
            refusal(reply, .unauthorized, "sign-in-needed")
                + (reply.headers[.wwwAuthenticate] == nil ? ["has no challenge"] : [])
        case .signIn where route.isAPI || ![.get, .head].contains(method):
            refusal(reply, .unauthorized, "sign-in-needed")
        case .signIn: turn(reply, journal)
        }
    }

    /// To the sign-in, with the way back, and nothing else.
    private func turn(_ reply: Reply, _ journal: BasePath) -> [String] {
        let door = route.access == .staff ? journal.text + StaffDoor.renewalPath : base + "/sign-in"
        let next = (base + knock.path).replacing("?", with: "%3F").replacing("=", with: "%3D")
        let isTurn =
            reply.status == .seeOther && reply.headers[.location] == "\(door)?next=\(next)" && reply.text.isEmpty
        return (isTurn ? [] : ["does not lead to the sign-in: \(reply.whole)"]) + common(reply)
    }

    private func refusal(_ reply: Reply, _ status: HTTPResponse.Status, _ code: String) -> [String] {
        let type = route.isAPI ? "application/problem+json" : "text/html; charset=utf-8"
        let says = method == .head ? reply.text.isEmpty : !route.isAPI || reply.text.contains("\"code\":\"\(code)\"")
        let isRefusal = reply.status == status && reply.headers[.contentType] == type && says
        return (isRefusal ? [] : ["is not refused by \(status.code) \(code): \(reply.whole)"]) + common(reply)
    }

    /// Kept by nobody, and the browser keeps nothing of it.
    private func common(_ reply: Reply) -> [String] {
        var found: [String] = []
        if reply.headers[.cacheControl] != "no-store" { found.append("may be kept") }
        if !reply.headers[values: .setCookie].isEmpty { found.append("sets a cookie") }
        return found
    }
}
