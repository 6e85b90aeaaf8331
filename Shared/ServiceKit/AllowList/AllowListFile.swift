import EventFeed
import Foundation
import ZeroMQ

/// Reads the file that says whose keys may ask what. Its mistakes are reported like the configuration's: all of them,
/// each with file, line and column.
public enum AllowListFile {
    /// - Throws: `ConfigurationError` for what is wrong in the file.
    public static func read(_ path: String) throws(ConfigurationError) -> [SenderRights] {
        let loader = ConfigurationLoader(keys: [senders])
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return try loader.load(
            ConfigurationSources(file: path, environment: [:], flags: [], workingDirectory: directory))[senders]
    }

    /// The keys of each sender in the order in which they stand: the last was added last.
    static func orderedKeys(_ path: String) throws -> [String: [CurvePublicKey]] {
        let file = ConfigurationFile(path: path)
        guard case .mapping(let root)? = file.root?.content,
            case .list(let senders)? = root.first(where: { $0.key == "senders" })?.value.content
        else { return [:] }
        let pairs = senders.compactMap { sender -> (String, [CurvePublicKey])? in
            guard case .mapping(let fields) = sender.content,
                case .scalar(let name, _)? = fields.first(where: { $0.key == "name" })?.value.content,
                case .list(let keys)? = fields.first(where: { $0.key == "keys" })?.value.content
            else { return nil }
            return (name, keys.compactMap { key in key.text.flatMap { try? CurvePublicKey(z85: $0) } })
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// One feed a sender may fetch.
    struct FeedGrant: Sendable {
        let feed: FeedName
        let types: Choice<String>
    }

    private static let feed = ConfigurationKey("feed", .feedName, doc: "The feed's name.")
    private static let types = ConfigurationKey(
        "types", .choice(of: ConfigurationType<String>.string), doc: "Event types, or all.")

    /// Names with a colon are the service's own: `http:` and a person's id, `local:` and a part of the service.
    private static let name = ConfigurationKey("name", .string, doc: "The sender's name, without a colon.")
    private static let keys = ConfigurationKey(
        "keys", .list(of: .curvePublicKey), doc: "Its public keys; several while it changes them.")
    private static let feeds = ConfigurationKey(
        "feeds",
        .records(of: FeedGrant.self, [feed, types], render: { $0.feed.rawValue }) { values in
            FeedGrant(feed: values[feed], types: values[types])
        }, default: [], doc: "The feeds it may fetch.")
    private static let commands = ConfigurationKey(
        "commands", .choice(of: ConfigurationType<String>.string), default: .only([]), doc: "Commands, or all.")
    private static let schools = ConfigurationKey(
        "schools", .choice(of: .uuid), default: .only([]), doc: "The schools it may act for, or all.")
    private static let actors = ConfigurationKey(
        "actors", .choice(of: .uuid), default: .only([]), doc: "The persons it may act for, or all.")
    private static let role = ConfigurationKey.optional(
        "role", .role, doc: "Instead of feeds, commands and operator: what a part of the cluster is let do.")
    private static let isOperator = ConfigurationKey(
        "operator", .bool, default: false, doc: "Whether it may make operators' requests.")

    private static let senders = ConfigurationKey(
        "senders",
        .records(
            of: SenderRights.self, [name, keys, role, feeds, commands, schools, actors, isOperator],
            distinct: [
                DistinctNames("name") { [$0.name] }, DistinctNames("public key") { $0.keys.map(\.z85).sorted() },
            ], render: { $0.name }
        ) { values throws(InvalidRecord) in
            guard !values[name].contains(":") else {
                throw InvalidRecord(found: "the name \"\(values[name])\"", expected: "a name without a colon")
            }
            if let role = values[role] { return try rights(of: role, values) }
            return SenderRights(
                name: values[name], keys: Set(values[keys]), feeds: try byName(values[feeds]),
                commands: values[commands], schools: values[schools], actors: values[actors],
                isOperator: values[isOperator])
        }, doc: "Whoever may ask this service something.")

    private static func rights(
        of role: Role, _ values: ConfigurationValues
    ) throws(InvalidRecord) -> SenderRights {
        guard values[feeds].isEmpty, values[commands] == .only([]), !values[isOperator] else {
            throw InvalidRecord(
                found: "a role with feeds, commands or operator beside it", expected: "a role alone, or these alone")
        }
        return SenderRights(
            name: values[name], keys: Set(values[keys]), role: role.name, kinds: role.feeds, commands: role.commands,
            schools: values[schools], actors: values[actors], isOperator: role.isOperator)
    }

    private static func byName(_ grants: [FeedGrant]) throws(InvalidRecord) -> [FeedName: Choice<String>] {
        var byName: [FeedName: Choice<String>] = [:]
        for grant in grants {
            guard byName.updateValue(grant.types, forKey: grant.feed) == nil else {
                throw InvalidRecord(found: "the feed \(grant.feed) twice", expected: "each feed once")
            }
        }
        return byName
    }
}

extension ConfigurationType {
    /// `all`, or a list.
    static func choice<Element: Hashable & Sendable>(of element: ConfigurationType<Element>) -> Self
    where Value == Choice<Element> {
        let list = ConfigurationType<[Element]>.list(of: element)
        let expectation = "`all` or \(list.expectation)"
        return Self(
            expectation: expectation,
            decode: { node, reading in
                if case .scalar("all", _) = node.content { return .all }
                guard case .list = node.content else { return reading.refuse(node, expectation) }
                return list.decode(node, &reading).map { .only(Set($0)) }
            },
            render: { choice in
                switch choice {
                case .all: "all"
                case .only(let chosen): list.render(Array(chosen))
                }
            })
    }
}

extension ConfigurationType where Value == UUID {
    /// An id in its text form.
    static var uuid: Self {
        .custom("an id such as 01890a5d-ac96-774b-bcce-b302099a8057", render: { $0.uuidString.lowercased() }) {
            UUID(uuidString: $0)
        }
    }
}

extension ConfigurationType where Value == Role {
    /// A role's name.
    static var role: Self {
        .custom("one of \(Role.all.map(\.name).joined(separator: ", "))", render: { $0.name }) { Role.named($0) }
    }
}

extension ConfigurationNode {
    fileprivate var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }
}
