import EventFeed

/// What a part of the cluster, or whoever sends it something, is let do. An allow-list names a role instead of feeds,
/// types and commands; so what a service reads stands in one place, and a new version of it needs no list edited.
public struct Role: Sendable, Equatable {
    public let name: String
    /// For whom it is.
    public let purpose: String
    /// The event types it may fetch, by the kind of feed.
    public let feeds: [String: Choice<String>]
    /// For which schools and actors it may send them, the allow-list says.
    public let commands: Choice<String>
    /// The kinds of feed whose owners take its commands.
    public let commandedKinds: Set<String>
    public let isOperator: Bool

    init(
        _ name: String, _ purpose: String, feeds: [String: Choice<String>] = [:], commands: Choice<String> = .only([]),
        to commandedKinds: Set<String> = [], isOperator: Bool = false
    ) {
        self.name = name
        self.purpose = purpose
        self.feeds = feeds
        self.commands = commands
        self.commandedKinds = commandedKinds
        self.isOperator = isOperator
    }

    /// Whether the owner of a feed of this kind has anything to do with it; nil: a service without a feed.
    public func concerns(ownerOf kind: String?) -> Bool {
        if isOperator { return true }
        return kind.map { feeds[$0] != nil || commandedKinds.contains($0) } ?? false
    }

    /// Whether it commands for schools, which the allow-list must then name.
    public var needsSchools: Bool { !commandedKinds.isEmpty }

    /// The role of this name.
    public static func named(_ name: String) -> Role? { all.first { $0.name == name } }

    public static let all: [Role] = [
        diary, monitor, notifier, statistics, importer, timetable, auditor, operatorRole, sampleCity,
    ]

    /// The kinds of feed there are.
    public enum Kind {
        public static let journal = "journal"
        public static let diary = "diary"
        public static let alerts = "alerts"
        public static let deliveries = "deliveries"
        public static let all: Set<String> = [journal, diary, alerts, deliveries]
    }
}
