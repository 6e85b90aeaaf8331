import EventFeed
import Foundation
import ZeroMQ

/// A sender to be written into an allow-list.
public struct AllowListEntry: Sendable, Equatable {
    public var name: String
    public var keys: [CurvePublicKey]
    public var role: Role
    public var schools: Choice<UUID>
    public var actors: Choice<UUID>

    public init(
        name: String, keys: [CurvePublicKey], role: Role, schools: Choice<UUID> = .only([]),
        actors: Choice<UUID> = .only([])
    ) {
        self.name = name
        self.keys = keys
        self.role = role
        self.schools = schools
        self.actors = actors
    }

    /// What a service reads out of it.
    public var rights: SenderRights {
        SenderRights(
            name: name, keys: Set(keys), role: role.name, kinds: role.feeds, commands: role.commands,
            schools: role.needsSchools ? schools : .only([]), actors: role.needsSchools ? actors : .only([]),
            isOperator: role.isOperator)
    }

    func lines(margin: String) -> [String] {
        let written = keys.map { "\"\($0.z85)\"" }.joined(separator: ", ")
        var lines = [
            "\(margin)- name: \(YAMLText.quoteIfNeeded(name))", "\(margin)  keys: [\(written)]",
            "\(margin)  role: \(role.name)",
        ]
        if role.needsSchools {
            lines.append("\(margin)  schools: \(Self.text(schools))")
            lines.append("\(margin)  actors: \(Self.text(actors))")
        }
        return lines
    }

    private static func text(_ choice: Choice<UUID>) -> String {
        switch choice {
        case .all: "all"
        case .only(let ids): "[" + ids.map { $0.uuidString.lowercased() }.sorted().joined(separator: ", ") + "]"
        }
    }
}
