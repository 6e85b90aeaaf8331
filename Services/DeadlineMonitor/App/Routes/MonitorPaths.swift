import Foundation
import School

/// The monitor's addresses, below its base path, and those of the journal it leads to.
enum MonitorPaths {
    static let home = "/"
    static let mine = "/mine"
    static let alerts = "/api/v1/alerts"

    static func school(_ id: UUID) -> String { "/schools/\(text(id))" }

    /// Below the journal's base path.
    static func lesson(_ id: UUID) -> String { "/lessons/\(text(id))" }
    static let signOut = "/sign-out"

    static func text(_ id: UUID) -> String { id.text }
}
