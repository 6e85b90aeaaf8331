import Foundation

/// Which of the journal's keys signs now, and whether another is needed; decided from what is stored.
struct SigningKeyPlan: Equatable, Sendable {
    /// How long a key is in force, microseconds (90 days).
    static let life: Int64 = 90 * 86_400 * 1_000_000
    /// So long before the last key's end another is published, so that every service knows it in time (30 days).
    static let renewal: Int64 = 30 * 86_400 * 1_000_000
    /// So long before its end a key signs nothing more, if there is another (1 day).
    static let retirement: Int64 = 86_400 * 1_000_000
    /// A secret whose publication was not confirmed for so long is given up (1 day).
    static let patience: Int64 = 86_400 * 1_000_000

    struct Key: Equatable, Sendable {
        let key: UUID
        /// Microseconds UTC.
        let notBefore: Int64
        let notAfter: Int64
        /// Whether the feed tells of it.
        let isPublished: Bool
    }

    /// The key that signs; nil while none may.
    let signing: UUID?
    /// A key that was made and is still to be published, because the journal stopped in between.
    let unpublished: UUID?
    /// Whether another must be made.
    let needsNew: Bool
    /// Secrets of no further use.
    let outworn: [UUID]

    init(_ keys: [Key], now: Int64) {
        let published = keys.filter { $0.isPublished && $0.notAfter > now }
        let usable = published.filter { $0.notBefore <= now }.sorted { $0.notAfter < $1.notAfter }
        signing = (usable.first { $0.notAfter >= now + Self.retirement } ?? usable.last)?.key
        let waiting = keys.filter { !$0.isPublished && $0.notBefore + Self.patience > now && $0.notAfter > now }
        let isCovered = published.contains { $0.notAfter > now + Self.renewal }
        unpublished = isCovered ? nil : waiting.first?.key
        needsNew = !isCovered && waiting.isEmpty
        outworn = keys.filter { key in !published.contains(key) && !waiting.contains(key) }.map(\.key)
    }
}
