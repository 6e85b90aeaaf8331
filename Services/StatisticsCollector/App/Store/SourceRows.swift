import GRDB

/// The rows of a projection's tables, by the source they were made from.
struct SourceRows {
    /// Each with the columns that identify a row within a source, those that refer to others first.
    let tables: [(name: String, key: String)]

    /// Deletes up to `limit` rows of a source.
    /// - Returns: true if none is left.
    func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        var left = limit
        for (table, key) in tables where left > 0 {
            let statement = try database.cachedStatement(
                sql: """
                    DELETE FROM \(table) WHERE source = ?1
                        AND (\(key)) IN (SELECT \(key) FROM \(table) WHERE source = ?1 LIMIT ?2)
                    """)
            try statement.execute(arguments: [source, left])
            left -= database.changesCount
        }
        return try tables.allSatisfy { table, _ in
            try Row.fetchOne(database, sql: "SELECT 1 FROM \(table) WHERE source = ? LIMIT 1", arguments: [source])
                == nil
        }
    }
}
