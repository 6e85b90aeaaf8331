import Foundation
import GRDB
import School

// Generations built anew. That one is to be built is a row: whoever opens the store next goes on with it.
extension SubscriptionStore {
    /// A generation that an operator's job ordered.
    struct OrderedGeneration: Sendable {
        let feed: FeedName
        let source: Int64
        let job: UUID
        /// It is not served yet.
        let isBuilding: Bool
        /// Everything up to this sequence has been read.
        let cursor: Int64
        /// The newest sequence the feed is known to have.
        let head: Int64
        /// Why building it does not go on.
        let stop: Stop?

        var isRunning: Bool { isBuilding && stop == nil }
    }

    /// Has the feed read anew under a job's name: goes on with the generation that is being built, unless that one
    /// stopped or was begun for another version or fewer types.
    func order(job: UUID, version: Int64, types: Set<String>, in database: Database) throws {
        let building = try source("building", in: database)
        if let building, building.fits(version: version, types: types), try stop(in: database) == nil {
            try database.execute(
                sql: "UPDATE source SET job_id = ? WHERE source = ?", arguments: [job.data, building.id])
        } else {
            try beginBuilding(version: version, types: types, job: job, in: database)
        }
    }

    /// A new generation, in the place of one that is being built. What the feed stopped at says nothing of this one.
    @discardableResult
    func beginBuilding(
        version: Int64, types: Set<String>, job: UUID? = nil, in database: Database
    ) throws -> Source {
        try retireBuilding(in: database)
        try clearStop(in: database)
        return try makeSource("building", version: version, types: types, job: job, in: database)
    }

    /// The generations of this feed, built or being built, that operators' jobs ordered.
    func orderedGenerations(in database: Database) throws -> [OrderedGeneration] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT source, state, cursor, head, job_id FROM source WHERE feed = ? AND state <> 'retired'",
            arguments: [feed.rawValue])
        let head = rows.map { max($0[2] as Int64, $0[3] as Int64) }.max() ?? 0
        let stop = try stop(in: database)
        return rows.compactMap { row in
            guard let job = (row[4] as Data?).flatMap({ UUID(bytes: $0) }) else { return nil }
            let isBuilding = row[1] as String == "building"
            return OrderedGeneration(
                feed: feed, source: row[0], job: job, isBuilding: isBuilding, cursor: row[2], head: head,
                stop: isBuilding ? stop : nil)
        }
    }
}

extension SubscriptionStore.Source {
    /// Built by this version from at least these types (an empty set is all of them).
    func fits(version: Int64, types: Set<String>) -> Bool {
        guard version == projectionVersion else { return false }
        if self.types.isEmpty { return true }
        return !types.isEmpty && types.isSubset(of: self.types)
    }
}
