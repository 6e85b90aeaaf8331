import GRDB

extension Subscription {
    /// Whether a source is the one that is served: only by its account may a projection append to the own feed. While
    /// another is being built beside it, that one's decisions wait for the switch.
    public static func isServed(source: Int64, in database: Database) throws -> Bool {
        try KeptStatement("SELECT state = 'live' FROM source WHERE source = ?", in: database)
            .first([source]) { $0[0] } ?? false
    }
}
