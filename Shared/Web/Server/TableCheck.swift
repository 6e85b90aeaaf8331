import HTTPTypes

/// What a table must be before it is served.
struct TableCheck: Sendable {
    let parts: WebSite.Parts

    func check(_ table: RouteTable) throws(SiteFault) {
        guard parts.web.secureCookies == parts.web.publicOrigin.isSecure else {
            throw .cookieScheme(parts.web.publicOrigin.text)
        }
        for route in table.routes { try check(route.facts) }
        try checkDistinct(table.routes.map { "named \($0.facts.name)" })
        try checkDistinct(table.routes.map { "\($0.facts.method.rawValue) \(shape($0.facts.path))" })
    }

    private func check(_ route: RouteFacts) throws(SiteFault) {
        guard (1...64).contains(route.name.utf8.count), route.name.utf8.allSatisfy(Self.isNameByte) else {
            throw .unusable("the name \(route.name)")
        }
        guard route.path.hasPrefix("/"), !route.path.contains("//"), route.path.utf8.allSatisfy(Self.isPathByte) else {
            throw .unusable("the path \(route.path)")
        }
        if route.reads.isRecorded, parts.reads == nil { throw .noRecorder(route.name) }
        switch route.access {
        case .staff where parts.staff == nil: throw .noDoor("staff")
        case .family where parts.family == nil: throw .noDoor("families")
        case .everyone where route.reads != .nobody: throw .undeclaredRead(route.name)
        default: return
        }
    }

    private func checkDistinct(_ texts: [String]) throws(SiteFault) {
        var seen: Set<String> = []
        for text in texts where !seen.insert(text).inserted { throw .duplicate(text) }
    }

    /// Parameters of any name meet the same requests.
    private func shape(_ path: String) -> String {
        path.split(separator: "/").map { $0.hasPrefix(":") ? ":" : String($0) }.joined(separator: "/")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || ".-".utf8.contains(byte)
    }

    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/:-._".utf8.contains(byte)
        }
    }
}
