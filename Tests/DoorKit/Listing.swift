import HTTPTypes
import ServiceKit
import TestKit
import Web

/// The routes of each service, kept as text: one line a route, its parts apart by tabs. A new route, or another answer
/// to who may come, shows as a difference; the cluster's tests knock at what stands there.
public enum Listing {
    /// What is different between a site's table and the one that is kept for its service; nil if nothing is.
    public static func difference(_ table: RouteTable, base: BasePath, of service: String) throws -> String? {
        try difference(table.routes.map { line($0.facts, base) }, of: service)
    }

    /// The same of lines that were made elsewhere.
    public static func difference(_ lines: [String], of service: String) throws -> String? {
        let text = lines.isEmpty ? "# none\n" : lines.sorted().joined(separator: "\n")
        return try Snapshot.difference(text, named: service + ".txt", file: #filePath)
    }

    private static func line(_ route: RouteFacts, _ base: BasePath) -> String {
        // The stylesheet's name follows its content.
        let path = route.path.replacing(/style-[0-9a-f]{12}/, with: "style-:hash")
        return [route.name, route.method.rawValue, base.text + path, access(route.access), reads(route.reads)]
            .joined(separator: "\t")
    }

    private static func access(_ kind: AccessKind) -> String {
        switch kind {
        case .everyone(let reason): "everyone: \(reason)"
        case .staff: "staff"
        case .family: "family"
        case .bearer: "bearer"
        }
    }

    private static func reads(_ reads: Reads) -> String {
        switch reads {
        case .nobody: "nobody's data"
        case .own: "own data"
        case .others(let kinds): "data of others: " + kinds.map(\.rawValue).sorted().joined(separator: ", ")
        }
    }
}
