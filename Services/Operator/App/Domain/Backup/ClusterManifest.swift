/// What a backup of a whole cluster holds, as it stands beside the services' backups.
struct ClusterManifest: Codable, Equatable, Sendable {
    static let fileName = "cluster.manifest.json"
    static let currentFormat = 1

    let format: Int
    /// Microseconds UTC: when the first backup was begun and the last was done.
    let begunAt: Int64
    let doneAt: Int64
    /// In the order in which they were made.
    let services: [Member]

    struct Member: Codable, Equatable, Sendable {
        let name: String
        let version: String
        let isSample: Bool
        /// The backup's file, beside this one.
        let file: String
        /// Lower-case hexadecimal.
        let sha256: String
        /// Microseconds UTC.
        let createdAt: Int64
        /// Absent where the service owns no feed.
        let feed: Feed?
        let cursors: [Cursor]
        /// The list of its feed's erasures as of the backup, beside this file; absent where nothing of it can be
        /// erased.
        var erasures: String?

        /// The name without what tells several of one kind apart.
        var program: String { String(name.prefix { $0 != "@" }) }
    }

    struct Feed: Codable, Equatable, Sendable {
        let name: String
        let epoch: String
        let head: Int64
        let hash: String
    }

    /// How far it had read another's feed.
    struct Cursor: Codable, Equatable, Sendable {
        let feed: String
        let sequence: Int64
        let hash: String
    }
}
