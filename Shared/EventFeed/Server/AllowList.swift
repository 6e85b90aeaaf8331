import Contracts
import Foundation
import School
import Synchronization
import ZeroMQ

/// Some things, or everything.
public enum Choice<Element: Hashable & Sendable>: Sendable, Equatable {
    case all
    case only(Set<Element>)

    public func contains(_ element: Element) -> Bool {
        switch self {
        case .all: true
        case .only(let chosen): chosen.contains(element)
        }
    }
}

/// What one sender may ask of a service.
public struct SenderRights: Sendable, Equatable {
    /// The name that limits, parked fetches and stored answers belong to.
    public let name: String
    /// Its public keys; several while it changes them.
    public let keys: Set<CurvePublicKey>
    /// The feeds it may fetch, and which event types of each.
    public let feeds: [FeedName: Choice<String>]
    /// The role it was given its rights by; nil where they are listed one by one.
    public let role: String?
    /// What its role lets it fetch instead, by the kind of feed.
    public let kinds: [String: Choice<String>]
    public let commands: Choice<String>
    public let schools: Choice<UUID>
    /// The persons it may act for; for itself it always may.
    public let actors: Choice<UUID>
    public let isOperator: Bool

    public init(
        name: String, keys: Set<CurvePublicKey>, feeds: [FeedName: Choice<String>] = [:],
        role: String? = nil, kinds: [String: Choice<String>] = [:],
        commands: Choice<String> = .only([]), schools: Choice<UUID> = .only([]), actors: Choice<UUID> = .only([]),
        isOperator: Bool = false
    ) {
        self.name = name
        self.keys = keys
        self.feeds = feeds
        self.role = role
        self.kinds = kinds
        self.commands = commands
        self.schools = schools
        self.actors = actors
        self.isOperator = isOperator
    }

    /// The event types of a feed that it may fetch; nil where it may not fetch that feed.
    func types(of feed: FeedName) -> Choice<String>? { feeds[feed] ?? kinds[feed.kind] }

    /// Of the types asked of a feed, those that the rights are about. A role's types are this version's: one that it
    /// has never heard of comes from a newer reader, and is as if no such event had ever happened. A list in the file
    /// is a person's, and holds as it stands.
    func asked(_ types: [String], of feed: FeedName) -> [String] {
        feeds[feed] == nil ? types.filter(EventTypes.known.contains) : types
    }
}

/// Who may ask what: looked up at each request, so that a change holds at once.
public final class AllowList: Sendable {
    private let rights: Mutex<[String: SenderRights]>
    private let policy: ZAPPolicy

    /// - Parameter policy: what the handshake asks; kept in step with the list.
    public init(_ senders: [SenderRights], policy: ZAPPolicy) throws(AllowListError) {
        rights = Mutex(try Self.byKey(senders))
        self.policy = policy
        policy.replace(allowed: Set(senders.flatMap(\.keys)))
    }

    /// Puts another list in place; on an error the present one stays.
    public func replace(with senders: [SenderRights]) throws(AllowListError) {
        let byKey = try Self.byKey(senders)
        rights.withLock { $0 = byKey }
        policy.replace(allowed: Set(senders.flatMap(\.keys)))
    }

    /// What the holder of this public key (Z85) may do; nil for a key nobody gave rights to.
    func rights(of key: String?) -> SenderRights? {
        guard let key else { return nil }
        return rights.withLock { $0[key] }
    }

    private static func byKey(_ senders: [SenderRights]) throws(AllowListError) -> [String: SenderRights] {
        guard Set(senders.map(\.name)).count == senders.count else { throw .nameTwice }
        var byKey: [String: SenderRights] = [:]
        for sender in senders {
            for key in sender.keys {
                guard byKey.updateValue(sender, forKey: key.z85) == nil else { throw .keyTwice(key) }
            }
        }
        return byKey
    }
}

/// What is wrong with an allow-list as a whole.
public enum AllowListError: Error, Equatable, CustomStringConvertible {
    case nameTwice
    case keyTwice(CurvePublicKey)

    public var description: String {
        switch self {
        case .nameTwice: "two senders bear the same name"
        case .keyTwice(let key): "the key \(key) belongs to two senders"
        }
    }
}
