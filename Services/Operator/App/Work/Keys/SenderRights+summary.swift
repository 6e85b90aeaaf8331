import EventFeed
import ZeroMQ

extension SenderRights {
    /// Its rights in a line.
    var summary: String {
        var parts: [String] = []
        if let role {
            parts.append("role \(role)")
        } else {
            parts += feeds.sorted { $0.key.rawValue < $1.key.rawValue }.map { feed, types in
                "reads \(feed) (\(Self.text(types, "types")))"
            }
            if commands != .only([]) { parts.append("sends \(Self.text(commands, "commands"))") }
            if isOperator { parts.append("operator") }
        }
        if schools != .only([]) { parts.append("for \(Self.text(schools, "schools"))") }
        if actors != .only([]) { parts.append("as \(Self.text(actors, "persons"))") }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }

    private static func text<Element: Hashable & Sendable>(_ choice: Choice<Element>, _ noun: String) -> String {
        switch choice {
        case .all: "all \(noun)"
        case .only(let some): "\(some.count) \(noun)"
        }
    }

    /// The same rights under other keys.
    func with(keys: Set<CurvePublicKey>) -> SenderRights {
        SenderRights(
            name: name, keys: keys, feeds: feeds, role: role, kinds: kinds, commands: commands, schools: schools,
            actors: actors, isOperator: isOperator)
    }
}
